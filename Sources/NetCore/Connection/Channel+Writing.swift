/// What is written gathers during a turn, leaves in one call at its end, and waits in a queue for a
/// peer that does not read.
extension Channel {
  /// Lends the buffer of what leaves at the end of the turn to a closure that appends to it.
  ///
  /// The closure must append something.
  @inline(__always)
  func write<Result>(_ body: (ByteBuffer) -> Result) -> Result {
    scheduleFlush()
    defer { if isWriteBlocked { countHeldBytes() } }
    return body(gatheringBuffer())
  }

  /// Writes bytes; they leave at the end of the turn. Small ones are copied, so that all that a
  /// turn produces leaves in one call; large ones are sent from where they are.
  func write(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    scheduleFlush()
    if bytes.count < Self.separateByteCountMin {
      gatheringBuffer().append(bytes)
    } else {
      queueForWriting().append(bytes)
    }
    if isWriteBlocked { countHeldBytes() }
  }

  /// Writes bytes from an offset on, without a copy; only when nothing was written that waits. What
  /// TLS holds of bytes that were sent directly has been taken already.
  func write(_ bytes: [UInt8], from offset: Int) {
    precondition(gathered == nil && queue == nil)
    scheduleFlush()
    queueForWriting().append(bytes, from: offset)
    if isWriteBlocked { countHeldBytes() }
  }

  /// Arrays of at least so many bytes are not copied.
  private static let separateByteCountMin = 8 * 1024

  /// Writes a part of a file.
  func write(_ slice: FileSlice) {
    guard slice.byteCount > 0 else { return }
    scheduleFlush()
    queueForWriting().append(slice)
  }

  @inline(__always)
  private func gatheringBuffer() -> ByteBuffer {
    if let gathered { return gathered }
    let buffer = worker.pool.take()
    gathered = buffer
    return buffer
  }

  /// The queue with everything that was written until now.
  private func queueForWriting() -> OutputQueue {
    let queue = queue ?? OutputQueue()
    self.queue = queue
    if let gathered {
      queue.append(gathered)
      self.gathered = nil
    }
    return queue
  }

  /// Whether bytes may be sent past the queue.
  var takesBytesDirectly: Bool { isOpen && !hasOutput && !isWriteBlocked && ending == .none }

  /// Sends bytes at once, past the queue; only when ``takesBytesDirectly``.
  ///
  /// - Returns: how many the socket took. When it did not take all, ``ChannelDriver/outputDrained()``
  ///   is called as soon as it takes more.
  func sendDirectly(_ bytes: Span<UInt8>) -> Int {
    precondition(takesBytesDirectly)
    do {
      let sent = try transport.send(bytes) ?? 0
      if sent < bytes.count || transport.holdsOutput { block() }
      return sent
    } catch {
      close()
      return 0
    }
  }

  func scheduleFlush() {
    guard !isFlushDue, isOpen else { return }
    isFlushDue = true
    if !isWriteBlocked { worker.loop.atTurnEnd(self) }
  }

  /// Sends what the turn gathered.
  func turnEnds() {
    if isFlushDue { flush() }
  }

  func flush() {
    isFlushDue = false
    guard isOpen else { return }
    do {
      guard try transport.sendHeld() else { return block() }
      if queue == nil { try sendGathered() } else { try flushQueue() }
    } catch {
      close()
    }
  }

  /// Sends what was gathered, behind which nothing waits.
  private func sendGathered() throws(Errno) {
    guard let buffer = gathered else { return drained() }
    gathered = nil
    let sent = try buffer.withSpan { (bytes) throws(Errno) in try transport.send(bytes) } ?? 0
    if sent == buffer.count {
      worker.pool.give(buffer)
      return drained()
    }
    let queue = OutputQueue()
    queue.append(buffer, from: sent)
    self.queue = queue
    block()
  }

  private func flushQueue() throws(Errno) {
    switch try queueForWriting().flush(to: transport, returning: worker.pool) {
    case .drained:
      queue = nil
      drained()
    case .blocked:
      block()
    }
  }

  private func drained() {
    if transport.holdsOutput { return block() }
    if isWriteBlocked {
      isWriteBlocked = false
      countHeldBytes()
      writeWatch = nil
      writeDeadline = .never
      updateInterest()
      updateDeadline()
    }
    switch ending {
    case .none: driver?.outputDrained()
    case .cut: close()
    case .close: if sendFinish() { close() }
    case .linger: if sendFinish() { linger() }
    case .lingering: break
    }
  }

  func block() {
    defer { countHeldBytes() }
    guard !isWriteBlocked else { return updateInterest() }
    isWriteBlocked = true
    let watch = WriteWatch(worker, over: transport)
    writeWatch = watch
    writeDeadline = watch.nextLook
    updateInterest()
    updateDeadline()
  }

  /// Looks what the peer took since the last time; false when it takes too little.
  func peerTakesEnough(_ now: Instant) -> Bool {
    guard let watch = writeWatch else { return true }
    let isEnough = watch.look(at: transport, now: now)
    writeDeadline = watch.nextLook
    return isEnough
  }
}
