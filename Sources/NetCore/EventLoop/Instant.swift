/// A moment on the clock that never jumps.
struct Instant: Comparable, Hashable, Sendable {
  /// Nanoseconds since the machine started.
  let nanoseconds: Int64

  /// Later than every other moment: a deadline that is not set.
  static let never = Instant(nanoseconds: .max)
  /// Not later than any moment.
  static let start = Instant(nanoseconds: 0)

  /// Asks the clock.
  static var now: Instant { Instant(nanoseconds: SystemCall.monotonicNanoseconds()) }

  static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment after a time, or ``never`` when it is too far away to be told.
  static func + (moment: Instant, time: Nanoseconds) -> Instant {
    let (sum, overflow) = moment.nanoseconds.addingReportingOverflow(time.count)
    return overflow ? .never : Instant(nanoseconds: sum)
  }

  /// The time from an earlier moment to this one.
  static func - (moment: Instant, earlier: Instant) -> Nanoseconds {
    Nanoseconds(count: moment.nanoseconds - earlier.nanoseconds)
  }

  /// Whole milliseconds until then, rounded up so that waiting for them is enough.
  func millisecondsSince(_ now: Instant) -> Int32 {
    guard self > now else { return 0 }
    let milliseconds = (nanoseconds - now.nanoseconds) / 1_000_000 + 1
    return Int32(clamping: milliseconds)
  }
}

/// A time as the loop counts it: a `Duration` is 128 bits wide and slow to add.
struct Nanoseconds: Comparable, Hashable, Sendable {
  let count: Int64

  /// The nearest time that can be told; times below zero count as zero.
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, overflow2) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
    count = overflow || overflow2 ? (seconds < 0 ? 0 : .max) : max(0, sum)
  }

  init(count: Int64) {
    self.count = count
  }

  static func < (left: Nanoseconds, right: Nanoseconds) -> Bool { left.count < right.count }
}
