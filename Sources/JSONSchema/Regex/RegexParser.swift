/// Reads an ECMA-262 pattern (§22.2.1, `u` flag) into a ``RegexNode``.
///
/// Lenient where documents in the wild are: `{` that begins no quantifier, `{,3}`, a lone `]` and a
/// lone `}` stand for themselves, and punctuation may be escaped needlessly.
struct RegexParser {
  let codes: [UInt32]
  var offset = 0
  private var depth = 0

  init(_ pattern: String) throws(RegexError) {
    codes = pattern.unicodeScalars.map(\.value)
    guard codes.count <= RegexLimits.patternLengthMax else { throw .tooLarge }
  }

  /// The whole pattern.
  static func parse(_ pattern: String) throws(RegexError) -> RegexNode {
    var parser = try RegexParser(pattern)
    let node = try parser.alternation()
    guard parser.isAtEnd else { throw parser.malformed("an unmatched `)`") }
    return node
  }

  // MARK: Structure

  private mutating func alternation() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= RegexLimits.nestingDepthMax else { throw .tooLarge }
    var branches = [try sequence()]
    while skip("|") {
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var parts: [RegexNode] = []
    while let code = peek(), code != Self.code("|"), code != Self.code(")") {
      parts.append(try term())
    }
    switch parts.count {
    case 0: return .empty
    case 1: return parts[0]
    default: return .sequence(parts)
    }
  }

  private mutating func term() throws(RegexError) -> RegexNode {
    let start = offset
    let atom = try self.atom()
    guard let (minimum, maximum) = try quantifier() else { return atom }
    switch atom {
    case .assertion, .look(_, .backward, _):
      throw .malformed(reason: "a quantifier after an assertion", offset: start)
    default: break
    }
    if let maximum, maximum < minimum {
      throw malformed("a quantifier whose numbers are out of order")
    }
    if !skip("?"), peek() == Self.code("+") {
      throw .unsupported(feature: "a possessive quantifier", offset: offset)
    }
    return .repetition(atom, minimum: minimum, maximum: maximum)
  }

  private mutating func atom() throws(RegexError) -> RegexNode {
    guard let code = next() else { return .empty }
    switch Unicode.Scalar(code) {
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case ".": return .characters(.dot)
    case "(": return try group()
    case "[": return .characters(try characterClass())
    case "\\": return try escape()
    case "*", "+", "?": throw malformed("a quantifier with nothing to repeat", before: 1)
    case "{":
      offset -= 1
      if try quantifier() != nil { throw malformed("a quantifier with nothing to repeat") }
      offset += 1
      return .characters(CharacterClass(code))
    default: return .characters(CharacterClass(code))
    }
  }

  /// After the opening parenthesis.
  private mutating func group() throws(RegexError) -> RegexNode {
    guard skip("?") else { return try closed(alternation()) }
    if skip(":") { return try closed(alternation()) }
    if skip("=") { return try look(.forward, isNegated: false) }
    if skip("!") { return try look(.forward, isNegated: true) }
    guard skip("<") else {
      throw .unsupported(feature: "an inline flag or another special group", offset: offset)
    }
    if skip("=") { return try look(.backward, isNegated: false) }
    if skip("!") { return try look(.backward, isNegated: true) }
    try groupName()
    return try closed(alternation())
  }

  private mutating func look(
    _ direction: RegexDirection,
    isNegated: Bool
  ) throws(RegexError) -> RegexNode {
    .look(try closed(alternation()), direction: direction, isNegated: isNegated)
  }

  private mutating func closed(_ node: RegexNode) throws(RegexError) -> RegexNode {
    guard skip(")") else { throw malformed("a group that is not closed") }
    return node
  }

  private mutating func groupName() throws(RegexError) {
    let start = offset
    while let code = next(), code != Self.code(">") {
      let properties = Unicode.Scalar(code)?.properties
      let isFirst = offset == start + 1
      let fits = isFirst ? properties?.isIDStart : properties?.isIDContinue
      guard fits == true || code == Self.code("$") || code == Self.code("_") else {
        throw malformed("a group name with a character that may not be in it", before: 1)
      }
    }
    guard offset > start + 1, offset <= codes.count, codes[offset - 1] == Self.code(">") else {
      throw malformed("a group name that is empty or not closed")
    }
  }

  // MARK: Quantifiers

  /// The quantifier at the offset, or `nil` when there is none; then nothing is consumed.
  private mutating func quantifier() throws(RegexError) -> (minimum: Int, maximum: Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    let start = offset
    guard skip("{"), let minimum = decimal() else {
      offset = start
      return nil
    }
    var maximum: Int? = minimum
    if skip(",") { maximum = decimal() }
    guard skip("}") else {
      offset = start
      return nil
    }
    return (minimum, maximum)
  }

  /// Saturates far above every bound.
  private mutating func decimal() -> Int? {
    var value: Int?
    while let code = peek(), CharacterClass.isDigit(code) {
      value = min((value ?? 0) * 10 + Int(code - 0x30), 1 << 40)
      offset += 1
    }
    return value
  }

  // MARK: Reading

  var isAtEnd: Bool { offset >= codes.count }

  func peek() -> UInt32? {
    offset < codes.count ? codes[offset] : nil
  }

  mutating func next() -> UInt32? {
    guard offset < codes.count else { return nil }
    offset += 1
    return codes[offset - 1]
  }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar.value else { return false }
    offset += 1
    return true
  }

  func malformed(_ reason: String, before count: Int = 0) -> RegexError {
    .malformed(reason: reason, offset: offset - count)
  }

  static func code(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
}
