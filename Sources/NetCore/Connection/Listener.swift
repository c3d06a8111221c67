import Glibc
import Logging

/// A socket that listens, made before its loop watches it, so that nobody is refused meanwhile.
final class ListeningSocket: Sendable {
  let descriptor: OwnedDescriptor
  /// Where it listens, with the real port.
  let address: SocketAddress

  /// Binds and listens. Further sockets of this process may do so at the same address: the kernel
  /// then spreads the connections over them (SO_REUSEPORT).
  init(_ wanted: SocketAddress, backlog: Int32) throws(Errno) {
    descriptor = try Self.bound(to: wanted, sharesPort: true)
    // Accepted sockets inherit it. The turn of the loop does the gathering, not the kernel.
    try SystemCall.setOption(
      TCP_NODELAY,
      level: Int32(IPPROTO_TCP),
      to: 1,
      on: descriptor.rawValue
    )
    try SystemCall.listen(descriptor.rawValue, backlog: backlog)
    address = try SystemCall.localAddress(of: descriptor.rawValue)
  }

  /// Throws when somebody listens at an address already.
  ///
  /// A socket that shares its port would share it with another process of the same user as well,
  /// and two servers would take each other's connections. One that does not finds that out.
  static func requireFree(_ address: SocketAddress) throws(Errno) {
    _ = try bound(to: address, sharesPort: false)
  }

  private static func bound(
    to address: SocketAddress,
    sharesPort: Bool
  ) throws(Errno) -> OwnedDescriptor {
    let socket = try SystemCall.streamSocket(family: address.family)
    // A server that was restarted finds its port still counted as used by old connections.
    try SystemCall.setOption(SO_REUSEADDR, to: 1, on: socket.rawValue)
    if sharesPort { try SystemCall.setOption(SO_REUSEPORT, to: 1, on: socket.rawValue) }
    try SystemCall.bind(socket.rawValue, to: address)
    return socket
  }
}

/// Accepts the connections of one listening socket on one loop.
final class Listener: ReadinessHandler {
  private let worker: Worker
  private let identity: TLSIdentity?
  private var socket: ListeningSocket?
  private var id: RegistrationID

  /// Connections accepted in one turn, so that a flood of them leaves time for the others.
  private static let acceptedPerTurnMax = 256
  /// How long to wait when the process has no descriptor left.
  private static let pause = Nanoseconds(.milliseconds(100))

  /// - Parameter identity: what the connections show in their handshake; nil for plain ones.
  init(_ socket: ListeningSocket, identity: TLSIdentity?, worker: Worker) throws(Errno) {
    self.worker = worker
    self.identity = identity
    self.socket = socket
    id = RegistrationID(descriptor: socket.descriptor.rawValue, number: 0)
    id = try worker.loop.register(
      socket.descriptor.rawValue,
      interest: .readable,
      handler: self
    )
  }

  func ready(_ readiness: Readiness) {
    guard let socket else { return }
    for _ in 0..<Self.acceptedPerTurnMax {
      do {
        guard let accepted = try SystemCall.accept(socket.descriptor.rawValue) else { return }
        worker.accepted(accepted, context: identity?.context)
      } catch {
        guard isExhaustion(error) else { continue }
        worker.logger.error("no descriptor for a new connection", metadata: ["error": "\(error)"])
        worker.loop.setInterest([], for: id)
        worker.loop.setDeadline(worker.loop.now + Self.pause, for: id)
        return
      }
    }
  }

  func deadlineReached() {
    worker.loop.setInterest(.readable, for: id)
  }

  /// Whether trying again at once is of no use. All else concerns the one connection, which was
  /// broken before it was accepted.
  private func isExhaustion(_ error: Errno) -> Bool {
    switch error {
    case .tooManyOpenFiles, .tooManyOpenFilesInSystem, .noBufferSpace, .outOfMemory: true
    default: false
    }
  }

  /// Stops listening, after taking the connections that wait already: closing would reset them.
  func close() {
    ready(.readable)
    guard socket != nil else { return }
    worker.loop.unregister(id)
    socket = nil
  }
}
