import Logging

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
      interest: Self.interest(in: socket),
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
        worker.loop.pause(id)
        worker.loop.setDeadline(worker.loop.now + Self.pause, for: id)
        return
      }
    }
  }

  func deadlineReached() {
    if let socket { worker.loop.resume(id, interest: Self.interest(in: socket)) }
  }

  /// Of several loops that wait for one socket, a connection wakes one.
  private static func interest(in socket: ListeningSocket) -> Readiness {
    socket.isShared ? [.readable, .exclusive] : .readable
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
  /// Where the socket outlives this process they are left to the next one.
  func close() {
    guard let socket else { return }
    if !socket.outlivesProcess { ready(.readable) }
    // Other loops may keep it open.
    worker.loop.pause(id)
    worker.loop.unregister(id)
    self.socket = nil
  }
}
