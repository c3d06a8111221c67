/// Watches how fast a peer takes what waits for it, by what the kernel says that it acknowledged:
/// a socket may take nothing more for a long time although its peer reads all the while.
///
/// It is a class because most channels never have one.
final class WriteWatch {
  private var patience: Patience
  private let interval: Nanoseconds
  private var lastLook: Instant
  private var taken: UInt64

  /// Looks within the whole time, so that a peer which stops is noticed soon after it.
  private static let looksMax: Int64 = 4

  init(_ worker: Worker, over transport: Transport) {
    patience = Patience(
      worker.timeouts.write,
      bytesPerSecondMin: worker.connectionLimits.writeBytesPerSecondMin
    )
    interval = Nanoseconds(count: worker.timeouts.write.count / Self.looksMax)
    lastLook = worker.loop.now
    taken = transport.acknowledgedByteCount
  }

  /// When to look again.
  var nextLook: Instant { lastLook + min(interval, patience.left) }

  /// Looks what was taken since the last time; false when the peer has used its time up.
  func look(at transport: Transport, now: Instant) -> Bool {
    let taken = transport.acknowledgedByteCount
    patience.spend(now - lastLook, moved: Int(clamping: taken &- self.taken))
    self.taken = taken
    lastLook = now
    return !patience.isOver
  }
}
