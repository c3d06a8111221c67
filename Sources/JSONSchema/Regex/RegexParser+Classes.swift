/// Escapes and character classes (ECMA-262 §22.2.1).
extension RegexParser {
  /// An escape outside a class, after the backslash.
  mutating func escape() throws(RegexError) -> RegexNode {
    guard let code = peek() else { throw malformed("a lone backslash at the end") }
    switch Unicode.Scalar(code) {
    case "b":
      offset += 1
      return .assertion(.wordBoundary)
    case "B":
      offset += 1
      return .assertion(.notWordBoundary)
    case .some("1"..."9"), "k":
      throw .unsupported(feature: "a backreference", offset: offset - 1)
    default:
      return .characters(CharacterClass(items: [try classEscape()]))
    }
  }

  /// A class after its `[`, up to and including its `]`.
  mutating func characterClass() throws(RegexError) -> CharacterClass {
    let isNegated = skip("^")
    var items: [CharacterClass.Item] = []
    while !skip("]") {
      let first = try classAtom()
      guard peek() == Self.code("-"), offset + 1 < codes.count,
        codes[offset + 1] != Self.code("]"), case .range(let low, _) = first
      else {
        items.append(first)
        continue
      }
      offset += 1
      let second = try classAtom()
      guard case .range(let high, _) = second else {
        // `[+-\d]`: Annex B takes the hyphen for itself.
        items += [first, .range(0x2D, 0x2D), second]
        continue
      }
      guard low <= high else { throw malformed("a range whose ends are out of order") }
      items.append(.range(low, high))
    }
    return CharacterClass(items: items, isNegated: isNegated)
  }

  private mutating func classAtom() throws(RegexError) -> CharacterClass.Item {
    guard let code = next() else { throw malformed("a character class that is not closed") }
    guard code == Self.code("\\") else { return .range(code, code) }
    if skip("b") { return .range(0x08, 0x08) }
    return try classEscape()
  }

  /// After the backslash: one character, or a set of them.
  private mutating func classEscape() throws(RegexError) -> CharacterClass.Item {
    guard let code = next(), let scalar = Unicode.Scalar(code) else {
      throw malformed("a lone backslash at the end")
    }
    switch scalar {
    case "d": return .digit(isNegated: false)
    case "D": return .digit(isNegated: true)
    case "s": return .space(isNegated: false)
    case "S": return .space(isNegated: true)
    case "w": return .word(isNegated: false)
    case "W": return .word(isNegated: true)
    case "p": return try property(isNegated: false)
    case "P": return try property(isNegated: true)
    case "t": return single(0x09)
    case "n": return single(0x0A)
    case "v": return single(0x0B)
    case "f": return single(0x0C)
    case "r": return single(0x0D)
    case "0":
      guard peek().map(CharacterClass.isDigit) != true else {
        throw malformed("an octal escape", before: 1)
      }
      return single(0)
    case "c":
      guard let letter = next(), CharacterClass.isWord(letter), letter >= 0x41, letter != 0x5F
      else { throw malformed("`\\c` without a letter", before: 1) }
      return single(letter % 32)
    case "x": return single(try hexadecimal(digits: 2))
    case "u": return single(try unicodeEscape())
    default:
      let isAlphanumeric = CharacterClass.isWord(code) && code != 0x5F
      guard !isAlphanumeric else { throw malformed("the unknown escape `\\\(scalar)`", before: 2) }
      return single(code)
    }
  }

  private func single(_ code: UInt32) -> CharacterClass.Item {
    .range(code, code)
  }

  /// After `\u`: four digits, a surrogate pair of two escapes, or `{…}`.
  private mutating func unicodeEscape() throws(RegexError) -> UInt32 {
    if skip("{") {
      var value: UInt32 = 0
      let start = offset
      while let digit = peek().flatMap(Self.hexadecimalValue) {
        value = value * 16 + digit
        guard value <= 0x10FFFF else { throw malformed("a code point above U+10FFFF") }
        offset += 1
      }
      guard offset > start, skip("}") else { throw malformed("an unfinished `\\u{`") }
      return value
    }
    let lead = try hexadecimal(digits: 4)
    let start = offset
    guard (0xD800...0xDBFF).contains(lead), skip("\\"), skip("u"), peek() != Self.code("{") else {
      offset = start
      return lead
    }
    let trail = try hexadecimal(digits: 4)
    guard (0xDC00...0xDFFF).contains(trail) else {
      offset = start
      return lead
    }
    return 0x10000 + (lead - 0xD800) << 10 + (trail - 0xDC00)
  }

  private mutating func hexadecimal(digits: Int) throws(RegexError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = next().flatMap(Self.hexadecimalValue) else {
        throw malformed("an escape without its \(digits) hexadecimal digits")
      }
      value = value * 16 + digit
    }
    return value
  }

  private static func hexadecimalValue(_ code: UInt32) -> UInt32? {
    switch code {
    case 0x30...0x39: code - 0x30
    case 0x41...0x46: code - 0x41 + 10
    case 0x61...0x66: code - 0x61 + 10
    default: nil
    }
  }

  /// After `\p` or `\P`.
  private mutating func property(isNegated: Bool) throws(RegexError) -> CharacterClass.Item {
    guard skip("{") else {
      throw .unsupported(feature: "a property escape without braces", offset: offset)
    }
    let start = offset
    var name = ""
    while let code = next(), code != Self.code("}") {
      guard CharacterClass.isWord(code) || code == Self.code("="),
        let scalar = Unicode.Scalar(code)
      else { throw malformed("a property name with a character that may not be in it", before: 1) }
      name.unicodeScalars.append(scalar)
    }
    guard let property = UnicodeProperty(named: name) else {
      throw .unsupported(feature: "the property `\(name)`", offset: start)
    }
    return .property(property, isNegated: isNegated)
  }
}
