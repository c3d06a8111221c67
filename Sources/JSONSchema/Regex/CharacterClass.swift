/// A set of code points: a literal, an escape such as `\d`, a property, or a `[…]` class.
struct CharacterClass: Sendable {
  /// One member of a class.
  enum Item: Sendable {
    case range(UInt32, UInt32)
    case digit(isNegated: Bool)
    case space(isNegated: Bool)
    case word(isNegated: Bool)
    case property(UnicodeProperty, isNegated: Bool)
  }

  let items: [Item]
  let isNegated: Bool
  /// The answers for ASCII, a bit each.
  private let low: UInt64
  private let high: UInt64

  init(items: [Item], isNegated: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    var low: UInt64 = 0
    var high: UInt64 = 0
    for code in UInt32(0)..<64 {
      if Self.matches(code, items: items) != isNegated { low |= 1 << UInt64(code) }
      if Self.matches(code + 64, items: items) != isNegated { high |= 1 << UInt64(code) }
    }
    self.low = low
    self.high = high
  }

  init(_ code: UInt32) {
    self.init(items: [.range(code, code)])
  }

  /// Everything but the line terminators: `.` without the `s` flag.
  static let dot = CharacterClass(
    items: [.range(0x0A, 0x0A), .range(0x0D, 0x0D), .range(0x2028, 0x2029)],
    isNegated: true
  )

  func matches(_ code: UInt32) -> Bool {
    if code < 64 { return low & (1 << UInt64(code)) != 0 }
    if code < 128 { return high & (1 << UInt64(code - 64)) != 0 }
    return Self.matches(code, items: items) != isNegated
  }

  private static func matches(_ code: UInt32, items: [Item]) -> Bool {
    for item in items {
      let found =
        switch item {
        case .range(let first, let last): first <= code && code <= last
        case .digit(let isNegated): isDigit(code) != isNegated
        case .space(let isNegated): isSpace(code) != isNegated
        case .word(let isNegated): isWord(code) != isNegated
        case .property(let property, let isNegated): property.contains(code) != isNegated
        }
      if found { return true }
    }
    return false
  }

  /// `\d`: ASCII only, whatever the flags.
  static func isDigit(_ code: UInt32) -> Bool {
    0x30 <= code && code <= 0x39
  }

  /// `\w` without the `i` flag: ASCII letters, digits and `_`.
  static func isWord(_ code: UInt32) -> Bool {
    isDigit(code) || 0x41 <= code && code <= 0x5A || 0x61 <= code && code <= 0x7A || code == 0x5F
  }

  /// `\s`: WhiteSpace and LineTerminator (ECMA-262 §12.2, §12.3).
  static func isSpace(_ code: UInt32) -> Bool {
    switch code {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}
