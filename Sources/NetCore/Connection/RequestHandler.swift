public import HTTPTypes

/// What answers the requests of a server.
public protocol RequestHandler: Sendable {
  /// Decides from the head alone how a request is answered.
  ///
  /// Called on the connection's event loop, once for each request; it must neither block nor
  /// take long, because all connections of that loop wait meanwhile.
  func disposition(of head: RequestHead, peer: PeerInformation) -> Disposition

  /// The answer to a request that ``disposition(of:peer:)`` is not asked about. The connection
  /// ends after it. Without an implementation the answer is the detail as plain text.
  func response(to failure: RequestFailure) -> Response
}

extension RequestHandler {
  /// The detail as a line of plain text.
  public func response(to failure: RequestFailure) -> Response {
    Response(
      status: failure.status,
      contentType: "text/plain; charset=utf-8",
      text: failure.detail + "\n"
    )
  }
}

/// Why the server answers a request by itself: it breaks the protocol, took too long, is no
/// WebSocket handshake, or there are too many connections.
public struct RequestFailure: Sendable, Equatable {
  /// The status code of the answer.
  public let status: HTTPResponse.Status
  /// A sentence for the client that says what is wrong.
  public let detail: String

  /// Takes the status code and the sentence.
  public init(status: HTTPResponse.Status, detail: String) {
    self.status = status
    self.detail = detail
  }
}

/// How one request is answered.
public enum Disposition: Sendable {
  /// With what is known already. The answer never leaves the loop's turn.
  case respond(Response)
  /// By a task on the connection's loop, which may read the content and wait for others.
  ///
  /// The task is cancelled when the connection breaks. What the response's content streams is
  /// produced in the same task.
  case handle(@Sendable (IncomingRequest) async -> Response)
  /// By switching to WebSocket, if the request is a correct opening handshake (RFC 6455 §4.2.1);
  /// otherwise the server says what was wrong with it.
  case upgradeToWebSocket(WebSocketAcceptance)
}

extension Disposition {
  /// The same with the response changed, be it at hand or not; a WebSocket has none.
  public func mapResponse(
    _ change: @escaping @Sendable (Response) -> Response
  ) -> Disposition {
    switch self {
    case .respond(let response): .respond(change(response))
    case .handle(let body): .handle { request in change(await body(request)) }
    case .upgradeToWebSocket: self
    }
  }
}

/// Who is at the other end of a connection.
public struct PeerInformation: Sendable, Hashable {
  /// The address that the connection comes from: an IPv4 one as such, also where IPv6 listens.
  public let address: SocketAddress
  /// Whether the connection is one of TLS, so that its pages have `https` origins.
  public let usesTLS: Bool

  /// Takes where the connection comes from.
  public init(address: SocketAddress, usesTLS: Bool = false) {
    self.address = address
    self.usesTLS = usesTLS
  }
}
