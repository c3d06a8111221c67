import Logging

/// The handshake on a socket that was just accepted. At its end the socket becomes a ``Channel``.
///
/// It belongs to its loop, which holds it until then.
final class TLSHandshake: ReadinessHandler {
  private let worker: Worker
  private let context: TLSContext
  /// Made when the client begins to speak: many that do not are to cost little.
  private var session: TLSSession?
  private var opening: Opening
  private var socket: OwnedDescriptor?
  private var id: RegistrationID
  private var interest = Readiness.readable

  /// Registers the socket and gives the client a bounded time.
  init(
    _ socket: consuming OwnedDescriptor,
    context: TLSContext,
    opening: Opening,
    worker: Worker
  ) throws(Errno) {
    let descriptor = socket.rawValue
    self.worker = worker
    self.context = context
    self.opening = opening
    self.socket = consume socket
    id = RegistrationID(descriptor: descriptor, number: 0)
    id = try worker.loop.register(descriptor, interest: interest, handler: self)
    worker.loop.setDeadline(worker.loop.now + worker.timeouts.handshake, for: id)
  }

  func ready(_ readiness: Readiness) {
    // In the next turn the socket is still ready.
    if worker.hasTimeForHandshake() { goOn() }
  }

  private func goOn() {
    guard socket != nil else { return }
    session = session ?? context.makeSession(on: id.descriptor)
    guard let session else { return giveUp("there is no memory") }
    switch session.handshake() {
    case .complete: openChannel(over: session)
    case .isPlainHTTP: openChannel(over: nil)
    case .waits(let readiness): setInterest(readiness)
    case .failed(let reason): giveUp(reason)
    }
  }

  private func setInterest(_ readiness: Readiness) {
    guard readiness != interest else { return }
    interest = readiness
    worker.loop.setInterest(readiness, for: id)
  }

  /// Makes the socket a channel: of TLS, or a plain one for a client that did not know better and is
  /// told so in the only language that it understands.
  private func openChannel(over session: TLSSession?) {
    guard let socket = socket.take() else { return }
    setInterest(.readable)
    let channel = Channel(
      socket,
      transport: Transport(descriptor: id.descriptor, session: session),
      id: id,
      from: opening.group,
      worker: worker
    )
    if session == nil { opening.refusal = .plainHTTP }
    worker.open(channel, opening)
    if worker.isDraining { channel.drain() }
  }

  func deadlineReached() {
    giveUp("it took too long")
  }

  private func giveUp(_ reason: String) {
    worker.logger.debug(
      "a TLS handshake failed",
      metadata: ["peer": "\(opening.peer.address)", "reason": "\(reason)"]
    )
    close()
  }

  /// Gives the client up unless it has begun to speak: then it may be about to send a request.
  func drain() {
    goOn()
    if session?.hasHeard != true { close() }
  }

  /// Closes the socket unless it has become a channel.
  func close() {
    guard socket != nil else { return }
    worker.loop.unregister(id)
    socket = nil
    worker.channelClosed(from: opening.group)
  }
}
