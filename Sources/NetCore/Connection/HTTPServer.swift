package import Logging

/// What a server is made of.
package struct HTTPServerConfiguration: Sendable {
  /// Numeric addresses or names to listen on.
  package var host = "127.0.0.1"
  /// The port; 0 lets the kernel choose one.
  package var port: UInt16 = 8080
  /// Event loops, each a thread; nil takes one for each core.
  package var eventLoopCount: Int?
  /// What the `Server` field of answers says; nil leaves the field out.
  package var serverName: String? = "assay"
  /// Bounds on the syntax of requests.
  package var httpLimits = HTTPLimits()
  /// Bounds on connections.
  package var connectionLimits = ConnectionLimits()
  /// Bounds on upgraded connections.
  package var webSocketLimits = WebSocketLimits()

  package init() {}
}

/// Why a server could not start.
package enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another process listens there.
  case addressInUse(SocketAddress)
  /// The port needs a permission that this process does not have.
  case permissionDenied(SocketAddress)
  /// This machine does not have the address.
  case addressNotAvailable(SocketAddress)
  /// The name stands for no address.
  case hostUnknown(String)
  /// The system refused something else.
  case system(Errno)

  /// A sentence that says what to change.
  package var description: String {
    switch self {
    case .addressInUse(let address):
      "Port \(address.port) on \(address.host) is taken by another process; choose another port."
    case .permissionDenied(let address):
      "Port \(address.port) needs a permission that this process lacks; use a port above 1023."
    case .addressNotAvailable(let address):
      "\(address.host) is no address of this machine."
    case .hostUnknown(let host):
      "The host name \(host) cannot be resolved."
    case .system(let error):
      "The system refused to open the listening socket: \(error)."
    }
  }
}

/// An HTTP/1.1 and WebSocket server.
package final class HTTPServer: Sendable {
  private let configuration: HTTPServerConfiguration
  private let handler: any RequestHandler
  private let logger: Logger

  package init(
    configuration: HTTPServerConfiguration,
    handler: any RequestHandler,
    logger: Logger
  ) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
  }

  /// Opens the listening sockets and begins to serve.
  ///
  /// - Returns: the addresses, with the real port.
  package func start() throws(HTTPServerError) -> [SocketAddress] {
    preconditionFailure("unfinished")
  }

  /// Stops accepting, lets what is in flight end, closes WebSocket connections with 1001, and
  /// closes what is left when the time is over.
  package func drain(within limit: Duration) async {
    preconditionFailure("unfinished")
  }
}
