import Glibc

/// An IPv4 or IPv6 address with a port, or the path of a Unix socket.
public enum SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// The address as a number whose most significant byte is the first of the dotted form.
  case ipv4(address: UInt32, port: UInt16)
  /// The address as two numbers, most significant byte first, and the interface of a link-local one.
  case ipv6(high: UInt64, low: UInt64, scope: UInt32, port: UInt16)
  /// The path of a Unix socket; empty for the client's end of one, which has none.
  case unix(path: String)

  /// The port, 1–65535, or 0 where the kernel is to choose one, and for a Unix socket.
  public var port: UInt16 {
    switch self {
    case .ipv4(_, let port), .ipv6(_, _, _, let port): port
    case .unix: 0
    }
  }

  /// The same address with another port.
  public func with(port: UInt16) -> SocketAddress {
    switch self {
    case .ipv4(let address, _): .ipv4(address: address, port: port)
    case .ipv6(let high, let low, let scope, _):
      .ipv6(high: high, low: low, scope: scope, port: port)
    case .unix: self
    }
  }

  /// Whether it is one of this machine's own that no other machine reaches.
  public var isLoopback: Bool {
    switch unmapped {
    case .ipv4(let address, _): address >> 24 == 127
    case .ipv6(let high, let low, _, _): high == 0 && low == 1
    case .unix: true
    }
  }

  /// The IPv4 address that an IPv6 socket shows as `::ffff:127.0.0.1`; others as they are.
  var unmapped: SocketAddress {
    guard case .ipv6(0, let low, _, let port) = self, low >> 32 == 0xFFFF else { return self }
    return .ipv4(address: UInt32(truncatingIfNeeded: low), port: port)
  }

  /// The address without port or brackets: `127.0.0.1`, `::1`; the path of a Unix socket.
  public var host: String {
    if case .unix(let path) = self { return path }
    return unsafe withSockaddr { address, length in
      var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      // The buffer outlives the call; getnameinfo ends what it writes with a zero byte.
      let status = unsafe getnameinfo(
        address,
        length,
        &text,
        socklen_t(text.count),
        nil,
        0,
        NI_NUMERICHOST
      )
      guard status == 0 else { return "?" }
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }

  /// `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/server.sock`.
  public var description: String {
    switch self {
    case .ipv4: "\(host):\(port)"
    case .ipv6: "[\(host)]:\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }

  /// Reads a numeric address such as `127.0.0.1`, `::1` or `fe80::1%eth0`; nil for anything else.
  public init?(numericHost host: String, port: UInt16) {
    guard let first = Self.resolve(host: host, port: port, flags: AI_NUMERICHOST).first else {
      return nil
    }
    self = first
  }

  /// The addresses that a name or numeric address stands for, in the order of preference.
  ///
  /// Asks the resolver for names, which may block: never call it on an event loop.
  public static func resolve(host: String, port: UInt16) -> [SocketAddress] {
    resolve(host: host, port: port, flags: AI_PASSIVE)
  }

  private static func resolve(host: String, port: UInt16, flags: Int32) -> [SocketAddress] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = flags
    var list: UnsafeMutablePointer<addrinfo>?
    // getaddrinfo hands out a list that freeaddrinfo takes back below.
    guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { unsafe freeaddrinfo(list) }
    var found: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let address = unsafe SocketAddress(entry.pointee.ai_addr) {
        found.append(address.with(port: port))
      }
      unsafe next = entry.pointee.ai_next
    }
    return found
  }
}

// MARK: - The kernel's form

extension SocketAddress {
  /// Reads the kernel's form; nil for another family. The rest of the storage must be zero.
  init?(_ storage: sockaddr_storage) {
    var copy = storage
    let address = unsafe withUnsafePointer(to: &copy) { pointer in
      // sockaddr_storage may be read as sockaddr; that is what it is for.
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { rebound in
        unsafe SocketAddress(UnsafeMutablePointer(mutating: rebound))
      }
    }
    guard let address else { return nil }
    self = address
  }

  private init?(_ address: UnsafeMutablePointer<sockaddr>?) {
    guard let address = unsafe address else { return nil }
    let raw = UnsafeRawPointer(address)
    switch unsafe Int32(address.pointee.sa_family) {
    case AF_INET:
      // The family says that the kernel wrote a sockaddr_in here.
      let value = unsafe raw.loadUnaligned(as: sockaddr_in.self)
      self = .ipv4(
        address: UInt32(bigEndian: value.sin_addr.s_addr),
        port: UInt16(bigEndian: value.sin_port)
      )
    case AF_INET6:
      // The family says that the kernel wrote a sockaddr_in6 here.
      let value = unsafe raw.loadUnaligned(as: sockaddr_in6.self)
      let halves = unsafe withUnsafeBytes(of: value.sin6_addr) { bytes in
        unsafe (
          bytes.loadUnaligned(as: UInt64.self),
          bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        )
      }
      self = .ipv6(
        high: UInt64(bigEndian: halves.0),
        low: UInt64(bigEndian: halves.1),
        scope: value.sin6_scope_id,
        port: UInt16(bigEndian: value.sin6_port)
      )
    case AF_UNIX:
      // The family says that the kernel wrote a sockaddr_un here, with zeros behind the path.
      var value = unsafe raw.loadUnaligned(as: sockaddr_un.self)
      let path = unsafe withUnsafeBytes(of: &value.sun_path) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      self = .unix(path: path)
    default:
      return nil
    }
  }

  /// The longest path of a Unix socket; a zero follows it.
  static let unixPathBytesMax = 107

  /// `AF_INET`, `AF_INET6` or `AF_UNIX`.
  var family: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    case .unix: AF_UNIX
    }
  }

  /// Lends the kernel's form of the address for one call.
  func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    switch self {
    case .ipv4(let address, let port):
      var value = sockaddr_in()
      value.sin_family = sa_family_t(AF_INET)
      value.sin_port = port.bigEndian
      value.sin_addr.s_addr = address.bigEndian
      return unsafe Self.lend(&value, to: body)
    case .ipv6(let high, let low, let scope, let port):
      var value = sockaddr_in6()
      value.sin6_family = sa_family_t(AF_INET6)
      value.sin6_port = port.bigEndian
      value.sin6_scope_id = scope
      unsafe withUnsafeMutableBytes(of: &value.sin6_addr) { bytes in
        unsafe bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
        unsafe bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
      }
      return unsafe Self.lend(&value, to: body)
    case .unix(let path):
      precondition(path.utf8.count <= Self.unixPathBytesMax)
      var value = sockaddr_un()
      value.sun_family = sa_family_t(AF_UNIX)
      // The path fits, with a zero behind it.
      unsafe withUnsafeMutableBytes(of: &value.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
      return unsafe Self.lend(&value, to: body)
    }
  }

  private static func lend<Value, Result>(
    _ value: inout Value,
    to body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    // Every sockaddr_… begins with what sockaddr has; the length says how much there really is.
    unsafe withUnsafePointer(to: &value) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe body(address, socklen_t(MemoryLayout<Value>.size))
      }
    }
  }
}
