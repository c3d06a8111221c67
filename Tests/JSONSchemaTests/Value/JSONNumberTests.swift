import Testing

@testable import JSONSchema

@Suite struct JSONNumberTests {
  private func number(_ literal: String) throws -> JSONNumber {
    try #require(JSONNumber(literal), "\(literal)")
  }

  @Test(arguments: [
    "0", "-0", "1", "-1", "1.0", "1.50", "1e3", "1E+3", "1e-7", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "1e999999999", "0.1000",
  ])
  func `keeps the spelling`(literal: String) throws {
    #expect(try number(literal).description == literal)
  }

  @Test(arguments: [
    "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x10", "NaN", "Infinity", "1 ", " 1", "1_000",
    "--1",
    "٣",
  ])
  func `refuses what is no number of JSON`(literal: String) {
    #expect(JSONNumber(literal) == nil)
  }

  @Test func `bounds the length of a literal`() {
    let limit = JSONNumber.literalLengthMax
    #expect(JSONNumber(String(repeating: "9", count: limit)) != nil)
    #expect(JSONNumber(String(repeating: "9", count: limit + 1)) == nil)
  }

  @Test func `bounds the digits of an exponent, in text and in documents`() throws {
    let fits = "1e-" + String(repeating: "9", count: JSONNumber.exponentDigitsMax)
    #expect(JSONNumber(fits) != nil)
    #expect(try JSONReader.read(Array(fits.utf8)).value == .number(number(fits)))
    #expect(JSONNumber(fits + "9") == nil)
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONReader.read(Array("[\(fits)9]".utf8))
    }
    #expect(error?.position.column == 5)
  }

  @Test(arguments: [
    ("1", "1.0"), ("10", "1e1"), ("0", "-0"), ("0", "0e999999999"), ("1e2", "100.00"),
    ("0.5", "5e-1"), ("1e400", "10e399"), ("12345678901234567890.0", "12345678901234567890"),
  ])
  func `equates numbers of one value and hashes them alike`(left: String, right: String) throws {
    let (a, b) = (try number(left), try number(right))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(!(a < b) && !(b < a))
  }

  @Test(arguments: [
    ("1", "2"), ("-2", "-1"), ("-1", "0"), ("0", "1e-999999999"), ("0.1", "0.10000000000000000001"),
    ("9007199254740992", "9007199254740993"), ("1e999999998", "1e999999999"),
    ("-1e999999999", "-1e999999998"), ("99999999999999999999", "1e20"), ("1.5", "2"),
    ("-1.5", "-1"),
    ("9223372036854775807", "9223372036854775808"),
  ])
  func `orders exactly`(smaller: String, greater: String) throws {
    let (a, b) = (try number(smaller), try number(greater))
    #expect(a < b)
    #expect(!(b < a))
    #expect(a != b)
  }

  @Test(arguments: [
    ("1", true), ("1.0", true), ("1.5", false), ("1e3", true), ("1e-1", false), ("10e-1", true),
    ("0.0", true), ("1e999999999", true), ("1e-999999999", false),
  ])
  func `knows integers`(literal: String, isInteger: Bool) throws {
    #expect(try number(literal).isInteger == isInteger)
  }

  @Test func `gives 64-bit integers where they fit`() throws {
    #expect(try number("1.0").int64 == 1)
    #expect(try number("-9223372036854775808").int64 == .min)
    #expect(try number("-9.223372036854775808e18").int64 == .min)
    #expect(try number("9223372036854775808").int64 == nil)
    #expect(try number("1e999999999").int64 == nil)
    #expect(try number("0.5").int64 == nil)
  }

  @Test func `comes from doubles`() {
    #expect(JSONNumber(3.0)?.description == "3")
    #expect(JSONNumber(0.1)?.description == "0.1")
    #expect(JSONNumber(1e300)?.description == "1e+300")
    #expect(JSONNumber(Double.infinity) == nil)
    #expect(JSONNumber(Double.nan) == nil)
  }

  @Test(arguments: [
    ("0.1", "0.2", "0.3"), ("9223372036854775807", "1", "9223372036854775808"), ("1", "-1", "0"),
    ("-5", "3", "-2"), ("1e20", "1", "100000000000000000001"), ("1.5", "1.5", "3"),
    ("999999999", "1", "1000000000"), ("0", "0.25", "0.25"), ("1000000000", "-1", "999999999"),
  ])
  func `adds exactly`(left: String, right: String, sum: String) throws {
    let (a, b) = (try number(left), try number(right))
    let result = try #require(a.adding(b))
    #expect(result.description == sum)
    #expect(result.subtracting(b) == a)
    #expect(b.adding(a) == result)
  }

  @Test func `refuses sums that would need too many digits`() throws {
    #expect(try number("1e999999999").adding(1) == nil)
    #expect(try number("1e-999999999").adding(1) == nil)
    #expect(try number("1e2000").adding(1) != nil)
  }

  @Test(arguments: [
    ("0.1", "0.1", "0.01"), ("99999999999", "99999999999", "9999999999800000000001"),
    ("-2", "3", "-6"), ("0", "1e999999999", "0"), ("1e300", "1e300", "1e600"),
  ])
  func `multiplies exactly`(left: String, right: String, product: String) throws {
    #expect(try number(left).multiplied(by: number(right))?.description == product)
  }

  @Test(arguments: [
    ("0.3", "0.1", true), ("19.99", "0.01", true), ("0.35", "0.1", false), ("4.5", "1.5", true),
    ("0.0075", "0.0001", true), ("0.00751", "0.0001", false), ("1e308", "0.123456789", false),
    ("0", "7", true), ("7", "0", false), ("1e999999999", "5", true), ("1e999999999", "3", false),
    ("1e-999999999", "1e-999999999", true), ("3e999999999", "3e-999999999", true),
    ("12345678901234567890123456789012345678901234567890", "10", true),
    ("12345678901234567890123456789012345678901234567890", "7", false),
    ("-9", "3", true), ("9223372036854775808", "2", true), ("1", "1.0", true), ("5", "2.50", true),
  ])
  func `decides multiples exactly`(value: String, divisor: String, isMultiple: Bool) throws {
    #expect(try number(value).isMultiple(of: number(divisor)) == isMultiple)
  }

  @Test(arguments: [
    ("7", "2", "6", "8"), ("-7", "2", "-8", "-6"), ("8", "2", "8", "8"),
    ("0.25", "0.1", "0.2", "0.3"),
    ("-0.25", "0.1", "-0.3", "-0.2"), ("1.99", "1", "1", "2"), ("0", "3", "0", "0"),
    (
      "100000000000000000000000000000000000000001", "2",
      "100000000000000000000000000000000000000000",
      "100000000000000000000000000000000000000002"
    ),
  ])
  func `rounds to multiples`(value: String, unit: String, down: String, up: String) throws {
    let (value, unit) = (try number(value), try number(unit))
    #expect(try value.roundedDown(toMultipleOf: unit) == number(down))
    #expect(try value.roundedUp(toMultipleOf: unit) == number(up))
  }

  @Test func `does not round to zero or without end`() throws {
    #expect(JSONNumber(1).roundedDown(toMultipleOf: 0) == nil)
    #expect(JSONNumber(1).roundedUp(toMultipleOf: -1) == nil)
    #expect(try number("1e999999999").roundedDown(toMultipleOf: 3) == nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func `stays quick with the longest literals`() throws {
    let long = try number(String(repeating: "7", count: JSONNumber.literalLengthMax))
    let odd = try number("3" + String(repeating: "1", count: JSONNumber.literalLengthMax / 2))
    #expect(!long.isMultiple(of: odd))
    #expect(try !number("1e999999999").isMultiple(of: odd))
    #expect(long > odd)
  }
}
