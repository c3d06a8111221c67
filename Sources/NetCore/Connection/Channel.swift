/// One socket of a connection, with what waits to be written to it.
///
/// It belongs to its loop: every function must be called there. The driver is held until the
/// channel closes, so a connection lives as long as its socket.
final class Channel: ReadinessHandler, TurnEndHandler {
  let worker: Worker
  private let addressGroup: AddressGroup
  let transport: Transport
  /// Whether the channel has not been closed.
  private(set) var isOpen = true
  var isWriteBlocked = false
  var isFlushDue = false
  var ending = Ending.none
  /// The newest small pieces, in a buffer that is borrowed from the loop while it is in use.
  var gathered: ByteBuffer?
  /// What was written before those and has not left.
  var queue: OutputQueue?

  var driver: (any ChannelDriver)?
  private var socket: OwnedDescriptor?
  private var id: RegistrationID
  private var interest = Readiness.readable
  /// Whether the peer said that it will send no more.
  private(set) var peerHasFinished = false
  private var driverDeadline = Instant.never
  var writeDeadline = Instant.never
  var writeWatch: WriteWatch?

  /// How the channel ends once everything written has left.
  enum Ending {
    case none
    /// It is closed.
    case close
    /// It is closed without the words of TLS that say that nothing is missing.
    case cut
    /// The peer is told that nothing more comes, and then waited for, so that it reads the last
    /// answer: closing a socket with unread bytes in it would make the kernel reset the connection.
    case linger
    /// The peer was told.
    case lingering
  }

  /// Registers a socket. The channel is open until ``close()``.
  init(
    _ socket: consuming OwnedDescriptor,
    from addressGroup: AddressGroup = .uncounted,
    worker: Worker
  ) throws(Errno) {
    self.worker = worker
    self.addressGroup = addressGroup
    let descriptor = socket.rawValue
    transport = Transport(descriptor: descriptor)
    self.socket = consume socket
    id = RegistrationID(descriptor: descriptor, number: 0)
    id = try worker.loop.register(descriptor, interest: .readable, handler: self)
  }

  /// Takes a socket over that is registered already, as readable.
  init(
    _ socket: consuming OwnedDescriptor,
    transport: Transport,
    id: RegistrationID,
    from addressGroup: AddressGroup,
    worker: Worker
  ) {
    self.worker = worker
    self.addressGroup = addressGroup
    self.transport = transport
    self.socket = consume socket
    self.id = id
    worker.loop.transfer(id, to: self)
    readHidden()
  }

  /// Whether the end was decided: what the peer sends is not looked at any more.
  var isEnding: Bool { ending != .none || !isOpen }
  /// Bytes in memory that were written and have not left.
  var backlogByteCount: Int { (gathered?.count ?? 0) + (queue?.byteCount ?? 0) }
  /// Whether something written has not left.
  var hasOutput: Bool { gathered != nil || queue != nil || transport.holdsOutput }
  /// Whether a file is among it.
  var holdsFile: Bool { queue?.holdsFile ?? false }

  /// What the driver keeps of what the peer sent.
  var inputByteCount = 0 {
    didSet { if inputByteCount != oldValue { countHeldBytes() } }
  }
  /// What the loop's budget counts for this channel.
  private var heldByteCount = 0
  /// Whether the channel and its driver may keep as much as they do; what has not been tried to be
  /// sent does not count.
  var mayHold: Bool { heldByteCount == 0 || worker.buffers.allows(heldByteCount) }
  /// Whether what the driver is given costs much more than its bytes: it gets less in a turn.
  var isInputExpensive = false

  func countHeldBytes() {
    let byteCount =
      inputByteCount + (isWriteBlocked ? backlogByteCount + transport.heldByteCount : 0)
    worker.buffers.change(from: heldByteCount, to: byteCount)
    heldByteCount = byteCount
  }

  /// Gives the channel to a driver; what the earlier one had written stays written.
  func setDriver(_ driver: any ChannelDriver) {
    self.driver = driver
  }

  // MARK: - Reading

  /// Whether bytes of the peer are taken from the kernel.
  var isReading = true {
    didSet {
      guard isReading != oldValue else { return }
      updateInterest()
      readHidden()
    }
  }

  func updateInterest() {
    guard isOpen else { return }
    var wanted: Readiness = []
    if isReading { wanted.insert(transport.receiveWaitsFor) }
    if isWriteBlocked { wanted.insert(transport.sendWaitsFor) }
    guard wanted != interest else { return }
    interest = wanted
    worker.loop.setInterest(wanted, for: id)
  }

  func ready(_ readiness: Readiness) {
    if isWriteBlocked, !readiness.isDisjoint(with: transport.sendWaitsFor.orEnd) {
      flush()
      // Whoever sends past the queue waits for this with an empty one.
      guard isOpen else { return }
    }
    guard !readiness.isDisjoint(with: transport.receiveWaitsFor.orEnd) else { return }
    if isReading {
      receive()
    } else if !readiness.isDisjoint(with: [.failed, .hungUp]) {
      // Nobody is there any more, and nothing else would take the event away.
      close()
    }
  }

  private func receive() {
    let count: Int
    let budget = worker.loop.budget
    worker.receiveBuffer.fillByteCountMax =
      isInputExpensive ? budget.expensiveShare : budget.share
    do {
      guard let received = try receiveBytes() else { return updateInterest() }
      count = received
    } catch {
      return close()
    }
    guard count > 0 else { return receiveEnd() }
    guard ending == .none else { return }
    flushingAfter { worker.receiveBuffer.withSpan { driver?.received($0) } }
    readHidden()
  }

  private func receiveEnd() {
    peerHasFinished = true
    switch ending {
    case .none: flushingAfter { driver?.peerFinished() }
    case .lingering: close()
    case .close, .cut, .linger: break
    }
    // Not before: mostly this was the end, and nothing has to be changed any more.
    isReading = false
  }

  /// Lets what is written meanwhile leave right afterwards, not at the end of the turn.
  @inline(__always)
  private func flushingAfter(_ body: () -> Void) {
    isFlushDue = true
    body()
    let mustFlush = hasOutput || ending != .none
    if mustFlush, !isWriteBlocked { flush() } else { isFlushDue = false }
  }

  private func receiveBytes() throws(Errno) -> Int? {
    // What nobody looks at need not be decrypted.
    if ending == .lingering { return try transport.discard(into: worker.receiveBuffer) }
    return try transport.receive(into: worker.receiveBuffer)
  }

  /// Goes on in the next turn with bytes that have left the kernel, which will not tell of them.
  private func readHidden() {
    if transport.hasMore, isReading, isOpen { worker.loop.makeReadable(id) }
  }

  // MARK: - Deadlines

  /// Sets the driver's one deadline; ``Instant/never`` takes it back.
  func setDeadline(_ deadline: Instant) {
    driverDeadline = deadline
    updateDeadline()
  }

  func updateDeadline() {
    guard isOpen else { return }
    worker.loop.setDeadline(min(driverDeadline, writeDeadline), for: id)
  }

  func deadlineReached() {
    let now = worker.loop.now
    if writeDeadline <= now, !peerTakesEnough(now) { return reset() }
    if ending != .none, driverDeadline <= now { return close() }
    guard driverDeadline <= now else { return updateDeadline() }
    driverDeadline = .never
    updateDeadline()
    driver?.deadlineReached()
  }

  // MARK: - The end

  /// Ends the channel as soon as everything written has left.
  ///
  /// - Parameter lingering: whether the peer may still be sending, so that it needs time to read.
  func finish(lingering: Bool) {
    guard isOpen, ending == .none else { return }
    ending = lingering ? .linger : .close
    setDeadline(.never)
    if lingering, !peerHasFinished { isReading = true }
    scheduleFlush()
  }

  /// Ends the channel as soon as everything written has left, where that was not all: over TLS the
  /// peer can tell, since nobody says that nothing is missing (RFC 9112 §9.8).
  func cut() {
    guard isOpen, ending == .none else { return }
    ending = .cut
    setDeadline(.never)
    scheduleFlush()
  }

  /// Tells the peer that it has everything; false when it could not be told, or not yet.
  func sendFinish() -> Bool {
    do {
      if try transport.finish() { return true }
      block()
    } catch {
      close()
    }
    return false
  }

  func linger() {
    // A peer that has finished already is not waited for.
    if peerHasFinished { return close() }
    ending = .lingering
    transport.shutdown()
    setDeadline(worker.loop.now + worker.timeouts.close)
  }

  /// Closes the socket at once; what was not sent is lost.
  func close() {
    guard isOpen else { return }
    worker.loop.unregister(id)
    isOpen = false
    worker.buffers.change(from: heldByteCount, to: 0)
    heldByteCount = 0
    socket = nil
    if let gathered { worker.pool.give(gathered) }
    gathered = nil
    queue = nil
    let driver = driver
    self.driver = nil
    driver?.closed()
    worker.channelClosed(from: addressGroup)
  }

  /// Closes the socket at once and drops also what the kernel has of what was sent.
  func reset() {
    if isOpen { transport.resetWhenClosed() }
    close()
  }

  /// Gives the peer up when all together keep too much, and this channel more than others.
  func resetUnlessRoom() {
    if !mayHold { reset() }
  }

  /// Asks the driver to end as soon as that is decent, after giving it what has arrived already.
  func drain() {
    if isReading, isOpen { receive() }
    driver?.drain()
  }
}
