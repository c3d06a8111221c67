/// How much one turn of a loop takes from each of those that are ready, so that a few that send
/// without end do not keep the others waiting.
///
/// A turn that took too long makes the next ones smaller: what a byte costs depends on what the
/// peers ask for. When few are ready and the turns are short, each is given all of the room.
struct TurnBudget {
  private var byteCount = Self.byteCountMax
  /// Bytes to take from each that is ready in this turn.
  private(set) var share = Self.byteCountMax

  /// From all together, unless ``shareMin`` of each is more.
  static let byteCountMax = 256 * 1024
  static let byteCountMin = 16 * 1024
  /// A request head usually comes in one piece of this size.
  static let shareMin = 2 * 1024
  /// What a turn should not take longer than.
  static let timeMax = Nanoseconds(.milliseconds(8))

  /// The same where a byte may stand for a thousand, as in what is deflated.
  var expensiveShare: Int { max(share / 64, 256) }

  /// A turn begins in which so many are ready.
  mutating func begin(readyCount: Int) {
    share = max(byteCount / max(1, readyCount), Self.shareMin)
  }

  /// The turn ends that took so long.
  mutating func end(took time: Nanoseconds) {
    if time > Self.timeMax {
      byteCount = max(byteCount / 2, Self.byteCountMin)
    } else if byteCount < Self.byteCountMax, time.count < Self.timeMax.count / 2 {
      byteCount *= 2
    }
  }
}
