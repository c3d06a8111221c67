/// Members of a character class that a person can read, sorted by kind.
struct CharacterPalette: Sendable {
  /// How characters are chosen.
  enum Style: Sendable {
    /// Lower-case letters and digits before anything else.
    case readable
    /// Upper case, lower case, digit and symbol in turn: what password rules ask for.
    case mixed
  }

  private var lower: [UInt32] = []
  private var upper: [UInt32] = []
  private var digits: [UInt32] = []
  private var symbols: [UInt32] = []
  /// Outside printable ASCII; filled only when there is nothing inside.
  private var others: [UInt32] = []

  init(_ characters: CharacterClass) {
    for code in UInt32(0x21)...0x7E where characters.matches(code) {
      switch code {
      case 0x30...0x39: digits.append(code)
      case 0x41...0x5A: upper.append(code)
      case 0x61...0x7A: lower.append(code)
      default: symbols.append(code)
      }
    }
    if groups.isEmpty, characters.matches(0x20) { symbols = [0x20] }
    if groups.isEmpty { others = Self.others(of: characters) }
  }

  /// `false` when no member was found; then nothing can be generated.
  var isEmpty: Bool { groups.isEmpty && others.isEmpty }

  private var groups: [[UInt32]] {
    [upper, lower, digits, symbols].filter { !$0.isEmpty }
  }

  /// A member for the place `index` of a string.
  func pick(
    _ style: Style,
    at index: Int,
    using generator: inout SeededGenerator
  ) -> UInt32? {
    let groups = groups
    guard !groups.isEmpty else { return generator.pick(others) }
    switch style {
    case .mixed: return generator.pick(groups[index % groups.count])
    case .readable:
      var weighted: [[UInt32]] = []
      if !lower.isEmpty { weighted += Array(repeating: lower, count: 6) }
      if !upper.isEmpty { weighted += Array(repeating: upper, count: lower.isEmpty ? 3 : 1) }
      if !digits.isEmpty { weighted += Array(repeating: digits, count: 2) }
      if weighted.isEmpty { weighted = groups }
      let group = generator.pick(weighted) ?? symbols
      // Consonant and vowel in turn: something that can be read aloud.
      let inTurn = group.filter { Self.vowels.contains($0) != index.isMultiple(of: 2) }
      return generator.pick(inTurn.isEmpty ? group : inTurn)
    }
  }

  private static let vowels = Set("aeiouAEIOU".unicodeScalars.map(\.value))

  private static func others(of characters: CharacterClass) -> [UInt32] {
    let familiar = "éüñçäöøßαβγδжшяאבتبनก한國日本ひらカナ€–·".unicodeScalars.map(\.value)
    let found = familiar.filter(characters.matches)
    if !found.isEmpty { return found }
    for case .range(let first, let last) in characters.items where !characters.isNegated {
      let scalars = (first...min(last, first + 64)).filter { Unicode.Scalar($0) != nil }
      if !scalars.isEmpty { return scalars }
    }
    let scanned = (UInt32(0)...0x2FFF).lazy.filter(characters.matches).prefix(8)
    return Array(scanned)
  }
}
