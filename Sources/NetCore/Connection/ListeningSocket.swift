import Glibc

/// A socket that listens, made before its loop watches it, so that nobody is refused meanwhile.
final class ListeningSocket: Sendable {
  let descriptor: OwnedDescriptor
  /// Where it listens, with the real port.
  let address: SocketAddress
  /// Whether several loops accept from this one, each some of the connections.
  let isShared: Bool
  /// Whether it goes on to listen elsewhere when this process lets go of it.
  let outlivesProcess: Bool
  private let file: UnixSocketFile?

  /// Binds and listens. Further sockets of this process may do so at the same address: the kernel
  /// then spreads the connections over them (SO_REUSEPORT).
  ///
  /// - Parameter acceptsIPv4: whether `::` means all IPv4 addresses as well.
  init(_ wanted: SocketAddress, acceptsIPv4: Bool, backlog: Int32) throws(Errno) {
    descriptor = try Self.bound(to: wanted, sharesPort: true, acceptsIPv4: acceptsIPv4)
    try Self.doNotGather(descriptor.rawValue)
    try SystemCall.listen(descriptor.rawValue, backlog: backlog)
    address = try SystemCall.localAddress(of: descriptor.rawValue)
    isShared = false
    outlivesProcess = false
    file = nil
  }

  /// Listens on a Unix socket, which is made with its file.
  init(unixPath path: String, permissions: UInt16, backlog: Int32) throws(Errno) {
    descriptor = try SystemCall.streamSocket(family: AF_UNIX)
    file = try UnixSocketFile(
      binding: descriptor.rawValue,
      to: path,
      permissions: permissions
    )
    try SystemCall.listen(descriptor.rawValue, backlog: backlog)
    address = .unix(path: path)
    isShared = true
    outlivesProcess = false
  }

  /// Takes over a socket that listens already.
  ///
  /// - Throws: ``Errno/invalidArgument`` when it does not, or has no connections.
  init(inherited number: Int32) throws(Errno) {
    // Asked before it is owned: what is not there cannot be closed.
    guard try SystemCall.option(SO_ACCEPTCONN, of: number) == 1,
      try SystemCall.option(SO_TYPE, of: number) == Int32(SOCK_STREAM.rawValue)
    else { throw .invalidArgument }
    descriptor = OwnedDescriptor(owning: number)
    try SystemCall.adopt(number)
    address = try SystemCall.localAddress(of: number)
    if address.family != AF_UNIX { try Self.doNotGather(number) }
    isShared = true
    outlivesProcess = true
    file = nil
  }

  /// Throws when somebody listens at an address already.
  ///
  /// A socket that shares its port would share it with another process of the same user as well,
  /// and two servers would take each other's connections. One that does not finds that out.
  static func requireFree(_ address: SocketAddress, acceptsIPv4: Bool) throws(Errno) {
    _ = try bound(to: address, sharesPort: false, acceptsIPv4: acceptsIPv4)
  }

  private static func bound(
    to address: SocketAddress,
    sharesPort: Bool,
    acceptsIPv4: Bool
  ) throws(Errno) -> OwnedDescriptor {
    let socket = try SystemCall.streamSocket(family: address.family)
    // A server that was restarted finds its port still counted as used by old connections.
    try SystemCall.setOption(SO_REUSEADDR, to: 1, on: socket.rawValue)
    if sharesPort { try SystemCall.setOption(SO_REUSEPORT, to: 1, on: socket.rawValue) }
    if address.family == AF_INET6 {
      try SystemCall.setOption(
        IPV6_V6ONLY,
        level: Int32(IPPROTO_IPV6),
        to: acceptsIPv4 ? 0 : 1,
        on: socket.rawValue
      )
    }
    try SystemCall.bind(socket.rawValue, to: address)
    return socket
  }

  /// Accepted sockets inherit it. The turn of the loop does the gathering, not the kernel.
  private static func doNotGather(_ descriptor: Int32) throws(Errno) {
    try SystemCall.setOption(TCP_NODELAY, level: Int32(IPPROTO_TCP), to: 1, on: descriptor)
  }
}
