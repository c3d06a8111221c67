/// A hash that is the same in every process and on every machine: FNV-1a with a final mixing.
///
/// Not against adversaries; for ids and seeds that must not change when a document is designed again.
struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a part; parts are kept apart, so `["ab", "c"]` and `["a", "bc"]` differ.
  mutating func add(_ part: String) {
    for byte in part.utf8 { add(byte) }
    add(0xFF)  // never a byte of UTF-8
  }

  /// The hash of all parts so far.
  var value: UInt64 {
    // The finaliser of SplitMix64: nearby inputs end far apart.
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The hash as 12 lower-case hex digits.
  var shortHex: String {
    let digits = String(value & 0xFFFF_FFFF_FFFF, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  init(_ parts: String...) {
    for part in parts { add(part) }
  }
}
