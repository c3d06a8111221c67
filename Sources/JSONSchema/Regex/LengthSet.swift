/// The lengths up to a bound that the texts of a pattern can have, a bit each.
struct LengthSet: Sendable, Equatable {
  /// The greatest length that is told apart.
  let bound: Int
  private var words: [UInt64]

  /// The empty set.
  init(bound: Int) {
    self.bound = bound
    words = Array(repeating: 0, count: bound / 64 + 1)
  }

  init(_ length: Int, bound: Int) {
    self.init(bound: bound)
    insert(length)
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  func contains(_ length: Int) -> Bool {
    length >= 0 && length <= bound && words[length / 64] & (1 << UInt64(length % 64)) != 0
  }

  /// Ascending.
  var lengths: [Int] { (0...bound).filter(contains) }

  /// Lengths above the bound are dropped.
  mutating func insert(_ length: Int) {
    guard length >= 0, length <= bound else { return }
    words[length / 64] |= 1 << UInt64(length % 64)
  }

  func union(_ other: LengthSet) -> LengthSet {
    var result = self
    for index in words.indices { result.words[index] |= other.words[index] }
    return result
  }

  /// The lengths of a text of `self` followed by one of `other`.
  func followed(by other: LengthSet) -> LengthSet {
    var result = LengthSet(bound: bound)
    for length in lengths { result.add(other, shiftedBy: length) }
    return result
  }

  /// The lengths of `minimum` to `maximum` texts in a row.
  func repeated(_ minimum: Int, _ maximum: Int?) -> LengthSet {
    if self == LengthSet(1, bound: bound) {
      var result = LengthSet(bound: bound)
      let last = min(maximum ?? bound, bound)
      if minimum <= last { (minimum...last).forEach { result.insert($0) } }
      return result
    }
    let cappedMinimum = min(minimum, bound + 1)
    let optional = maximum.map { $0 - minimum } ?? bound
    var oneOrNone = self
    oneOrNone.insert(0)
    return power(cappedMinimum).followed(by: oneOrNone.power(min(optional, bound)))
  }

  /// By repeated squaring.
  private func power(_ exponent: Int) -> LengthSet {
    var result = LengthSet(0, bound: bound)
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result.followed(by: square) }
      rest >>= 1
      if rest > 0 { square = square.followed(by: square) }
    }
    return result
  }

  private mutating func add(_ other: LengthSet, shiftedBy shift: Int) {
    let wordShift = shift / 64
    let bitShift = UInt64(shift % 64)
    for index in words.indices.dropFirst(wordShift) {
      words[index] |= other.words[index - wordShift] << bitShift
      if bitShift > 0, index > wordShift {
        words[index] |= other.words[index - wordShift - 1] >> (64 - bitShift)
      }
    }
    // Nothing above the bound.
    let used = UInt64(bound % 64)
    if used < 63 { words[words.count - 1] &= (1 << (used + 1)) - 1 }
  }
}
