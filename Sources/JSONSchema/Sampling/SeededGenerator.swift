/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, and the same on every run and machine.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A stream of its own for every combination of the seed and the texts.
  ///
  /// FNV-1a over the texts rather than `Hasher`, whose result changes with every process.
  init(seed: UInt64, _ texts: String...) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for text in texts {
      for byte in text.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      }
      // A separator, so that ("ab", "c") and ("a", "bc") differ.
      hash = (hash ^ 0x1FF) &* 0x0000_0100_0000_01b3
    }
    state = hash
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number below `bound`, 0 when the bound is not positive.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next() % UInt64(bound)) : 0
  }

  /// A member of `choices`, `nil` when there is none.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[below(choices.count)]
  }

  /// A number in `range`.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }
}
