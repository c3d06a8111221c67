import Testing

@testable import JSONSchema

@Suite struct RegexNearMissTests {
  @Test(arguments: [
    ("^[A-Z]{3}-\\d{4}$", "ABC-1234"), ("^[a-z]+$", "word"), ("^\\d{5}$", "10115"),
    ("^(foo|bar)$", "foo"), ("^$", ""),
  ])
  func `finds strings that do not match`(_ pattern: String, _ base: String) throws {
    let regex = try ECMARegex(pattern)
    let misses = RegexNearMiss.strings(regex, near: base, lengths: 0...100)
    #expect(!misses.isEmpty)
    for miss in misses { #expect(!regex.matches(miss), "\(miss)") }
  }

  @Test func `the first one differs in one character`() throws {
    let misses = RegexNearMiss.strings(
      try ECMARegex("^[A-Z]{3}-\\d{4}$"),
      near: "ABC-1234",
      lengths: 8...8
    )
    let first = try #require(misses.first)
    #expect(zip(first, "ABC-1234").count { $0 != $1 } == 1)
  }

  @Test func `keeps to the lengths`() throws {
    let misses = RegexNearMiss.strings(
      try ECMARegex("^[a-z]{3,9}$"),
      near: "abcde",
      lengths: 5...5
    )
    #expect(!misses.isEmpty)
    #expect(misses.allSatisfy { $0.count == 5 })
  }

  @Test func `finds nothing where everything matches`() throws {
    #expect(RegexNearMiss.strings(try ECMARegex(".*"), near: "abc", lengths: 0...9).isEmpty)
  }
}
