/// What all connections of a loop together keep in memory for peers: answers and messages that wait
/// for them, and what they have sent of something that is not complete.
///
/// Each connection has bounds of its own; thousands that go to theirs at the same time must not
/// take all memory. When there is too much in all, those with more than an equal share give way.
struct BufferBudget {
  private let byteCountMax: Int
  private(set) var byteCount = 0
  private var holderCount = 0

  init(byteCountMax: Int) {
    self.byteCountMax = byteCountMax
  }

  /// A connection keeps another number of bytes than before.
  mutating func change(from before: Int, to after: Int) {
    byteCount += after - before
    if before == 0, after > 0 { holderCount += 1 }
    if before > 0, after == 0 { holderCount -= 1 }
  }

  /// Whether a connection may keep as much as it does.
  func allows(_ held: Int) -> Bool {
    byteCount <= byteCountMax || held <= byteCountMax / max(1, holderCount)
  }
}
