/// One place where a server listens, and whether it speaks TLS there.
public struct ListenAddress: Sendable, Hashable {
  /// The kinds of places.
  public enum Place: Sendable, Hashable {
    /// A numeric address, or a name for one or more, and a port; 0 lets the kernel choose one.
    ///
    /// `::` stands for the IPv4 addresses of the machine as well, unless `0.0.0.0` is another
    /// listener of the server.
    case tcp(host: String, port: UInt16)
    /// A Unix socket. Its file is made, in place of one that a dead server left, and removed at the
    /// end. Those may connect who could write a file with the permissions.
    case unix(path: String, permissions: UInt16)
    /// A socket that listens already. The server takes the descriptor over.
    case inherited(descriptor: Int32)
  }

  /// Where.
  public var place: Place
  /// The certificate to show; nil for plain HTTP.
  public var tls: TLSFiles?

  /// A host and a port.
  public static func tcp(host: String, port: UInt16, tls: TLSFiles? = nil) -> ListenAddress {
    ListenAddress(place: .tcp(host: host, port: port), tls: tls)
  }

  /// A Unix socket, for this user only unless the permissions say otherwise.
  public static func unix(path: String, permissions: UInt16 = 0o600) -> ListenAddress {
    ListenAddress(place: .unix(path: path, permissions: permissions), tls: nil)
  }

  /// A socket that this process was started with; see ``InheritedSocket/announced(in:)``.
  public static func inherited(_ socket: InheritedSocket, tls: TLSFiles? = nil) -> ListenAddress {
    ListenAddress(place: .inherited(descriptor: socket.descriptor), tls: tls)
  }
}

/// Where a server that has started can be reached.
public struct ServedAddress: Sendable, Hashable {
  /// The address, with the real port.
  public let address: SocketAddress
  /// Whether it speaks TLS there.
  public let usesTLS: Bool

  /// The port, chosen by the kernel perhaps.
  public var port: UInt16 { address.port }
  /// What to type into a browser: `https://127.0.0.1:8443`; `unix:` and the path of a Unix socket.
  public var url: String {
    if case .unix = address { return address.description }
    return "\(usesTLS ? "https" : "http")://\(address)"
  }
}
