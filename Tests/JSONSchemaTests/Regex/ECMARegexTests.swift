import Testing

@testable import JSONSchema

@Suite struct ECMARegexTests {
  struct Pattern: CustomTestStringConvertible {
    var pattern: String
    var matching: [String]
    var failing: [String]
    var testDescription: String { pattern }
  }

  static let patterns = [
    Pattern(pattern: "^a*$", matching: ["", "aaa"], failing: ["b", "ab"]),
    Pattern(pattern: "a+b?", matching: ["xxab", "a"], failing: ["b", ""]),
    Pattern(pattern: "^(foo|bar)$", matching: ["foo", "bar"], failing: ["foobar", "xfoo"]),
    Pattern(pattern: "^[a-z]{2,4}$", matching: ["ab", "abcd"], failing: ["a", "abcde", "AB"]),
    Pattern(pattern: "^a{2}$", matching: ["aa"], failing: ["a", "aaa"]),
    Pattern(pattern: "^a{2,}$", matching: ["aa", "aaaaaa"], failing: ["a"]),
    Pattern(pattern: "^a+?b*?$", matching: ["ab", "aab"], failing: ["b"]),
    Pattern(pattern: "^\\d{3}-\\d{4}$", matching: ["555-1234"], failing: ["٣٣٣-1234", "55-1234"]),
    Pattern(pattern: "^\\w+$", matching: ["a_1"], failing: ["é", "a-b"]),
    Pattern(pattern: "^\\W\\D\\S$", matching: ["-xé"], failing: ["axé", "-1é", "-x "]),
    Pattern(
      pattern: "^\\s$",
      matching: ["\u{FEFF}", "\u{2003}", "\u{2029}"],
      failing: ["\u{200B}"]
    ),
    Pattern(pattern: "^\\p{L}+$", matching: ["añß", "Ж"], failing: ["a1"]),
    Pattern(pattern: "^\\p{Lu}\\p{Ll}$", matching: ["Éa"], failing: ["ea"]),
    Pattern(pattern: "^\\P{L}$", matching: ["1"], failing: ["a"]),
    Pattern(pattern: "^\\p{Letter}cole", matching: ["école"], failing: ["1cole"]),
    Pattern(pattern: "^\\p{digit}+$", matching: ["42", "٤٢"], failing: ["a"]),
    Pattern(pattern: "^\\p{Script=Greek}+$", matching: ["αβγ"], failing: ["abc"]),
    Pattern(pattern: "^\\p{gc=Sc}$", matching: ["€"], failing: ["e"]),
    Pattern(pattern: "\\bfoo\\b", matching: ["a foo b", "foo"], failing: ["afoo"]),
    Pattern(pattern: "o\\B", matching: ["on"], failing: ["no"]),
    Pattern(
      pattern: "^(?=.*\\d)(?=.*[a-z]).{4,}$",
      matching: ["abc1"],
      failing: ["abcd", "a1"]
    ),
    Pattern(pattern: "^(?!foo).*$", matching: ["bar"], failing: ["foobar"]),
    Pattern(pattern: "(?<=a)b", matching: ["ab"], failing: ["cb", "b"]),
    Pattern(pattern: "(?<!a)b", matching: ["cb", "b"], failing: ["ab"]),
    Pattern(pattern: "(?<=ab{2}c)d", matching: ["abbcd"], failing: ["abcd"]),
    Pattern(pattern: "^\\u{1F600}\\uD83D\\uDE00$", matching: ["😀😀"], failing: ["😀"]),
    Pattern(pattern: "^\\x41\\u0042\\cJ\\0$", matching: ["AB\n\0"], failing: ["AB"]),
    Pattern(pattern: "^[\\w-.]+$", matching: ["a-b.c"], failing: ["a b"]),
    Pattern(pattern: "^[a-c\\-x]$", matching: ["b", "-", "x"], failing: ["d"]),
    Pattern(pattern: "^[^a-c]$", matching: ["d", "\n", "😀"], failing: ["b"]),
    Pattern(pattern: "^[\\b]$", matching: ["\u{8}"], failing: ["b"]),
    Pattern(pattern: "a{,3}", matching: ["a{,3}"], failing: ["aaa"]),
    Pattern(pattern: "^{a}]$", matching: ["{a}]"], failing: ["a"]),
    Pattern(pattern: "^(?<year>\\d{4})$", matching: ["2024"], failing: ["24"]),
    Pattern(pattern: "^\\/x\\/\\-\\@$", matching: ["/x/-@"], failing: ["x"]),
    Pattern(pattern: "^.$", matching: ["😀", "é"], failing: ["\n", "\u{2028}", "ab"]),
    Pattern(pattern: "^$", matching: [""], failing: ["a", "\n"]),
    Pattern(pattern: "a$", matching: ["ba"], failing: ["a\n"]),
    Pattern(pattern: "[^]", matching: ["a", "\n"], failing: [""]),
    Pattern(pattern: "[]", matching: [], failing: ["", "a"]),
    Pattern(pattern: "^(|a)+$", matching: ["", "aa"], failing: ["b"]),
    Pattern(
      pattern: "^(?:(?:a{0,3}){2}|b)c$",
      matching: ["aaaac", "bc", "c"],
      failing: ["aaaaaaac"]
    ),
  ]

  @Test(arguments: patterns)
  func `matches what the pattern matches and nothing else`(_ pattern: Pattern) throws {
    let regex = try ECMARegex(pattern.pattern)
    for text in pattern.matching { #expect(regex.matches(text), "\(text)") }
    for text in pattern.failing { #expect(!regex.matches(text), "\(text)") }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "(a+)+$", "^(a|aa)+$", "^(a*)*b$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$",
      "^(?=(a+)+$).*$", "(?<=(a+)+)b", "^(a?){60}a{60}$",
    ]
  )
  func `a pattern made to explode takes no longer than others`(_ pattern: String) throws {
    let regex = try ECMARegex(pattern)
    let text = String(repeating: "a", count: 1_000) + "!"
    _ = regex.matches(text)
  }

  @Test(arguments: [
    ("(", 1), ("a)", 1), ("[a", 2), ("*a", 0), ("a{2,1}", 6), ("[z-a]", 4), ("\\Z", 0),
    ("^*", 0), ("a**", 2), ("\\", 1), ("\\u{110000}", 8), ("(?<1a>x)", 3),
  ])
  func `tells where a pattern is malformed`(_ pattern: String, _ offset: Int) {
    #expect {
      try ECMARegex(pattern)
    } throws: { error in
      if case RegexError.malformed(_, offset) = error { true } else { false }
    }
  }

  @Test(arguments: ["(?i)abc", "a++", "(a)\\1", "(?<n>a)\\k<n>", "(?>a)", "\\p{Klingon}"])
  func `reports what it does not support`(_ pattern: String) {
    #expect {
      try ECMARegex(pattern)
    } throws: { error in
      if case RegexError.unsupported = error { true } else { false }
    }
  }

  @Test(arguments: [
    "((a{0,5000}){0,5000}){0,5000}", "a{5001}",
    String(repeating: "(", count: RegexLimits.nestingDepthMax + 1),
    String(repeating: "a", count: RegexLimits.patternLengthMax + 1),
  ])
  func `refuses a pattern beyond its limits`(_ pattern: String) {
    #expect(throws: RegexError.tooLarge) { try ECMARegex(pattern) }
  }

  @Test func `accepts patterns up to its limits`() throws {
    let depth = RegexLimits.nestingDepthMax - 1
    let nested =
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    #expect(try ECMARegex(nested).matches("a"))
    #expect(try ECMARegex("^a{5000}$").matches(String(repeating: "a", count: 5_000)))
    #expect(try ECMARegex("((((){5000}){5000}){5000}){5000}").matches(""))
    #expect(try ECMARegex("^.{1,2147483647}$").matches("abc"))
  }
}
