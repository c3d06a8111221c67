/// One place where a server listens, and whether it speaks TLS there.
public struct ListenAddress: Sendable, Hashable {
  /// The kinds of places.
  public enum Place: Sendable, Hashable {
    /// A numeric address, or a name for one or more, and a port; 0 lets the kernel choose one.
    case tcp(host: String, port: UInt16)
  }

  /// Where.
  public var place: Place
  /// The certificate to show; nil for plain HTTP.
  public var tls: TLSFiles?

  /// A host and a port.
  public static func tcp(host: String, port: UInt16, tls: TLSFiles? = nil) -> ListenAddress {
    ListenAddress(place: .tcp(host: host, port: port), tls: tls)
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
  /// What to type into a browser: `https://127.0.0.1:8443`.
  public var url: String { "\(usesTLS ? "https" : "http")://\(address)" }
}
