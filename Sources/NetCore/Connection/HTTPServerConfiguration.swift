/// What a server is made of.
public struct HTTPServerConfiguration: Sendable {
  /// Where to listen.
  public var listeners = [ListenAddress.tcp(host: "127.0.0.1", port: 8080)]
  /// Event loops, each a thread; nil takes one for each core.
  public var eventLoopCount: Int?
  /// Bounds on the syntax of requests.
  public var httpLimits = HTTPLimits()
  /// Bounds on connections.
  public var connectionLimits = ConnectionLimits()
  /// Bounds on upgraded connections.
  public var webSocketLimits = WebSocketLimits()

  /// The defaults of all.
  public init() {}
}

/// Why a server could not start.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Another process listens there.
  case addressInUse(SocketAddress)
  /// The port needs a permission that this process does not have.
  case permissionDenied(SocketAddress)
  /// This machine does not have the address.
  case addressNotAvailable(SocketAddress)
  /// The file of the Unix socket cannot be made.
  case pathUnusable(String, Errno)
  /// The inherited descriptor is no listening socket.
  case notListening(descriptor: Int32)
  /// The name stands for no address.
  case hostUnknown(String)
  /// The certificate cannot be used.
  case certificate(TLSError)
  /// The system refused something else.
  case system(Errno)

  init(_ error: Errno, at address: SocketAddress) {
    switch error {
    case .addressInUse: self = .addressInUse(address)
    case .permissionDenied: self = .permissionDenied(address)
    case .addressNotAvailable: self = .addressNotAvailable(address)
    default: self = .system(error)
    }
  }

  /// A sentence that says what to change.
  public var description: String {
    switch self {
    case .addressInUse(.unix(let path)):
      "Another process listens on \(path); choose another path."
    case .addressInUse(let address):
      "Port \(address.port) on \(address.host) is taken by another process; choose another port."
    case .permissionDenied(let address):
      "Port \(address.port) needs a permission that this process lacks; use a port above 1023."
    case .addressNotAvailable(let address):
      "\(address.host) is not an address of this machine; listen on one that it has."
    case .pathUnusable(let path, let error):
      "The Unix socket \(path) cannot be made: \(error)."
    case .notListening(let descriptor):
      "The inherited descriptor \(descriptor) is no listening socket."
    case .hostUnknown(let host):
      "The host name \(host) cannot be resolved; use a numeric address."
    case .certificate(let error): error.description
    case .system(let error):
      "The system refused to open the listening socket: \(error)."
    }
  }
}
