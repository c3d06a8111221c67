/// How long a peer may keep us waiting: a time that passes while we wait, and that bytes win back
/// as far as they would take at the slowest rate that is acceptable.
///
/// One that moves nothing is given up after the whole time, and so is one that moves a byte now and
/// then to be waited for without end.
struct Patience: Equatable {
  private let most: Nanoseconds
  private let bytesPerSecondMin: Int
  /// How long to wait from now on.
  private(set) var left: Nanoseconds

  /// - Parameter bytesPerSecondMin: a peer slower than that runs out of time.
  init(_ most: Nanoseconds, bytesPerSecondMin: Int) {
    precondition(bytesPerSecondMin > 0)
    self.most = most
    self.bytesPerSecondMin = bytesPerSecondMin
    left = most
  }

  /// We waited so long, and so many bytes moved meanwhile.
  mutating func spend(_ time: Nanoseconds, moved byteCount: Int) {
    let (product, overflow) = byteCount.multipliedReportingOverflow(by: 1_000_000_000)
    let won = overflow ? most.count : Int64(product / bytesPerSecondMin)
    let rest = left.count - time.count
    left = Nanoseconds(count: won >= most.count - rest ? most.count : rest + won)
  }

  /// Whether nothing of the time is left.
  var isOver: Bool { left.count <= 0 }
}
