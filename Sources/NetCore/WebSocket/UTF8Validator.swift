/// Validates UTF-8 that arrives in pieces, and fails at the first octet that cannot be right
/// (RFC 3629 §4).
struct UTF8Validator: Sendable {
  /// Continuation octets that the character begun last still needs.
  private var neededCount = 0
  /// The range of the next continuation octet: narrower after E0, ED, F0 and F4.
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF

  /// Whether the bytes so far end between characters.
  var isComplete: Bool { neededCount == 0 }

  /// Takes the next bytes; `false` when they cannot belong to valid text.
  mutating func receive(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      if neededCount == 0 {
        index = Self.skipASCII(bytes, from: index)
        guard index < bytes.count else { return true }
      }
      guard receive(bytes[index]) else { return false }
      index += 1
    }
    return true
  }

  private mutating func receive(_ byte: UInt8) -> Bool {
    if neededCount > 0 {
      guard byte >= lower, byte <= upper else { return false }
      neededCount -= 1
      lower = 0x80
      upper = 0xBF
      return true
    }
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: neededCount = 1
    case 0xE0...0xEF:
      neededCount = 2
      if byte == 0xE0 { lower = 0xA0 }
      if byte == 0xED { upper = 0x9F }
    case 0xF0...0xF4:
      neededCount = 3
      if byte == 0xF0 { lower = 0x90 }
      if byte == 0xF4 { upper = 0x8F }
    default: return false
    }
    return true
  }

  /// The position of the first octet above 0x7F at or after `start`, or the end.
  private static func skipASCII(_ bytes: Span<UInt8>, from start: Int) -> Int {
    let raw = unsafe bytes.bytes
    var index = start
    while index + 8 <= bytes.count {
      // Sound: eight bytes from `index` are inside the span, and any bits are an integer.
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard word & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
