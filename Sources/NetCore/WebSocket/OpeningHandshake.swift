import CTLS
public import HTTPTypes

/// The server's side of the opening handshake (RFC 6455 §4.2).
public struct OpeningHandshake: Sendable {
  /// The subprotocol that the server speaks; the answer names it to clients that offer it.
  public var subprotocol: String?
  /// What the server wishes of permessage-deflate; `nil` declines it.
  public var deflate: DeflateParameters?

  /// Agrees to no subprotocol and no extension.
  public init() {}

  /// A handshake that was accepted: the 101 to send, and what was agreed on.
  public struct Acceptance: Sendable {
    /// The 101.
    public let response: Response
    /// How messages are compressed; `nil` when they are not.
    public let deflate: DeflateParameters?
  }

  /// Judges a request and answers it with 101, or says which rule it broke.
  ///
  /// Whether pages of the request's Origin are welcome is for the caller to know (§10.2).
  public func accept(_ head: RequestHead) throws(OpeningHandshakeError) -> Acceptance {
    guard head.method == .get else { throw .methodNotGET }
    guard head.version >= .http11 else { throw .versionTooOld }
    guard head.requestsWebSocket else { throw .upgradeMissing }
    guard head.framing == .none else { throw .contentPresent }
    guard let version = head.value(of: .secWebSocketVersion) else { throw .versionMissing }
    guard version == "13" else { throw .versionUnsupported }
    guard let key = head.value(of: .secWebSocketKey), Self.isValidKey(key) else {
      throw .keyMalformed
    }
    var fields: HTTPFields = [
      .upgrade: "websocket", .connection: "Upgrade",
      .secWebSocketAccept: Self.acceptValue(for: key),
    ]
    let offers = head.value(of: .secWebSocketProtocol).map { FieldList.elements($0) } ?? []
    // Naming what was not offered would make the client fail (§4.1).
    if let subprotocol, offers.contains(subprotocol) {
      fields[.secWebSocketProtocol] = subprotocol
    }
    let agreed = deflate.flatMap { wishes in
      head.value(of: .secWebSocketExtensions).flatMap { wishes.agreement(withOffers: $0) }
    }
    fields[.secWebSocketExtensions] = agreed?.responseValue
    return Acceptance(
      response: Response(status: .switchingProtocols, fields: fields),
      deflate: agreed?.parameters
    )
  }

  /// Whether the key is the base64 of 16 bytes: 22 digits and two `=`.
  private static func isValidKey(_ key: String) -> Bool {
    let bytes = key.utf8
    return bytes.count == 24 && bytes.suffix(2).allSatisfy { $0 == ASCII.equals }
      && bytes.prefix(22).allSatisfy { Base64.isDigit($0) }
  }

  /// base64(SHA-1(key + GUID)), RFC 6455 §4.2.2.
  static func acceptValue(for key: String) -> String {
    let input = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    // Sound: `input` is read for its count, and a SHA-1 digest is the 20 bytes of `digest`.
    let status = unsafe ctls_sha1(input, input.count, &digest)
    precondition(status == 1, "SHA-1 is not available")
    return Base64.encode(digest)
  }
}

/// The rule that an opening handshake broke.
public enum OpeningHandshakeError: Error, Sendable, Equatable {
  /// Any method but GET.
  case methodNotGET
  /// HTTP/1.0.
  case versionTooOld
  /// The Upgrade field does not name `websocket`, or the Connection field does not name Upgrade.
  case upgradeMissing
  /// Content-Length above 0, or chunks.
  case contentPresent
  /// There is no Sec-WebSocket-Version.
  case versionMissing
  /// Sec-WebSocket-Version is not 13.
  case versionUnsupported
  /// Sec-WebSocket-Key is missing, repeated, or not 16 bytes in base64.
  case keyMalformed

  /// The answer's status code.
  public var status: HTTPResponse.Status {
    switch self {
    case .methodNotGET: .methodNotAllowed
    case .versionTooOld, .contentPresent, .versionMissing, .keyMalformed: .badRequest
    case .upgradeMissing, .versionUnsupported: .upgradeRequired
    }
  }

  /// The fields that this answer must have (RFC 9110 §10.2.1, §15.5.22; RFC 6455 §4.4).
  public var fields: HTTPFields {
    switch self {
    case .methodNotGET: [.allow: "GET"]
    case .upgradeMissing, .versionUnsupported:
      [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketVersion: "13"]
    case .versionTooOld, .contentPresent, .versionMissing, .keyMalformed: [:]
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .methodNotGET: "A WebSocket handshake is a GET request."
    case .versionTooOld: "A WebSocket handshake needs HTTP/1.1."
    case .upgradeMissing:
      "This resource speaks WebSocket: send `Connection: Upgrade` and `Upgrade: websocket`."
    case .contentPresent: "A WebSocket handshake has no content."
    case .versionMissing: "Sec-WebSocket-Version is missing; it must be 13."
    case .versionUnsupported: "The only WebSocket version understood is 13."
    case .keyMalformed: "Sec-WebSocket-Key must be 16 bytes in base64."
    }
  }
}
