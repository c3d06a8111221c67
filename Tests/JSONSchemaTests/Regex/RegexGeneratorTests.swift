import Testing

@testable import JSONSchema

@Suite struct RegexGeneratorTests {
  static let patterns: [(String, ClosedRange<Int>)] = [
    ("^[a-z]{2,4}$", 0...4_096), ("^[A-Z]{3}-\\d{4}$", 0...4_096), ("[a-z]+", 20...20),
    ("^(foo|barbaz)+$", 9...9), ("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", 36...36),
    ("^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z])(?=.*[@$!%*?&])[A-Za-z\\d@$!%*?&]{8,}$", 8...64),
    ("^.{0,400}$", 400...400), ("^([a-z]{2,3},)*[a-z]$", 100...100), ("^#[0-9a-fA-F]{6}$", 0...10),
    ("\\p{Script=Greek}+", 3...5), ("^\\+?[1-9]\\d{1,14}$", 16...16), ("^$", 0...10), (".*", 1...4),
    ("^[^/]+/[^/]+$", 5...40), ("^(?!admin)[a-z]+$", 3...10), ("a|b$", 5...5), ("^[ ]+$", 2...3),
    ("^[^\\x00-\\x7f]$", 1...1), ("\\bfoo\\b", 5...9), ("^\\p{Lu}{3}$", 3...3),
    ("^(ab|cde)*$", 7...7), ("^\\w+@\\w+\\.(com|org)$", 10...30),
  ]

  @Test(arguments: patterns)
  func `makes strings that match and have a wanted length`(
    _ pattern: String,
    _ lengths: ClosedRange<Int>
  ) throws {
    let regex = try ECMARegex(pattern)
    let strings = try #require(RegexGenerator(regex, lengths: lengths))
    for seed in UInt64(0)..<20 {
      var generator = SeededGenerator(seed: seed)
      let text = try #require(strings.string(using: &generator))
      #expect(regex.matches(text))
      #expect(lengths.contains(text.unicodeScalars.count), "\(text)")
    }
  }

  @Test(arguments: [("^[a-z]{2,4}$", 5...9), ("^(ab)*$", 3...3), ("[]", 0...9), ("^a{10}$", 0...9)])
  func `says so when no string of such a length matches`(
    _ pattern: String,
    _ lengths: ClosedRange<Int>
  ) throws {
    #expect(RegexGenerator(try ECMARegex(pattern), lengths: lengths) == nil)
  }

  @Test func `gives up on assertions that nothing satisfies`() throws {
    let strings = try #require(RegexGenerator(try ECMARegex("^(?!a)a$"), lengths: 0...9))
    var generator = SeededGenerator(seed: 1)
    #expect(strings.string(using: &generator) == nil)
  }

  @Test func `the same seed gives the same string`() throws {
    let strings = try #require(RegexGenerator(try ECMARegex("^[a-z]{8}$"), lengths: 0...99))
    let texts = [UInt64(1), 1, 2].map { seed -> String? in
      var generator = SeededGenerator(seed: seed)
      return strings.string(using: &generator)
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] != texts[2])
  }
}
