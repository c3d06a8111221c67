import JSONSchema
import Testing

@testable import Generation

@Suite struct NumberTextTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("0.0", "0"), ("1", "1"), ("-12", "-12"), ("1.0", "1"),
    ("1.50", "1.5"), ("1e3", "1000"), ("1.5E+1", "15"), ("12e-1", "1.2"), ("5e-3", "0.005"),
    ("-2.5e-2", "-0.025"), ("100", "100"), ("0.1", "0.1"), ("1E-0", "1"),
    ("9007199254740993", "9007199254740993"), ("9223372036854775808", "9223372036854775808"),
    ("0.10000000000000000001", "0.10000000000000000001"),
  ])
  func `writes plain decimals exactly`(literal: String, plain: String) throws {
    let number = try #require(JSONNumber(literal))
    #expect(try NumberText.plain(number) == plain)
  }

  @Test func `refuses numbers beyond its digits`() throws {
    let limit = try #require(JSONNumber("1e330"))
    #expect(try NumberText.plain(limit).count == 331)
    for literal in ["1e331", "1e-331", "1E9999"] {
      guard let number = JSONNumber(literal) else { continue }
      #expect(throws: SerialisationError.self) { try NumberText.plain(number) }
    }
  }
}
