import Testing

@testable import NetCore

@Suite struct HTTPDateTests {
  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
  ])
  func `writes and reads the preferred form`(seconds: Int, text: String) {
    let date = HTTPDate(secondsSinceEpoch: seconds)
    #expect(date.text == text)
    #expect(date.bytes.count == 29)
    #expect(HTTPDate(text) == date)
  }

  @Test(arguments: ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
  func `reads the obsolete forms`(text: String) {
    #expect(HTTPDate(text)?.secondsSinceEpoch == 784_111_777)
  }

  @Test(arguments: [
    "", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 08:49 GMT",
    "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "784111777",
    "Sun, +6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT",
    "Xyz, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
    "sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Thu, 29 Feb 2023 00:00:00 GMT", "Fri, 29 Feb 2100 00:00:00 GMT",
    "Sun, 06 Nov 1994 08-49-37 GMT",
    "Sun,  6 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
    "Sunday, 31-Jun-94 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 UTC", "Sun Nov 6 08:49:37 1994", "Sun Nov  6 08:49:37 94",
    "Sun Nov 06 08:49:37 1994 GMT", "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
  ])
  func `refuses anything else`(text: String) {
    #expect(HTTPDate(text) == nil)
  }

  @Test(arguments: [
    ("Sunday, 06-Nov-94 08:49:37 GMT", 2026, 1994), ("Friday, 01-Jan-27 00:00:00 GMT", 2026, 2027),
    ("Friday, 01-Jan-76 00:00:00 GMT", 2026, 2076), ("Friday, 01-Jan-77 00:00:00 GMT", 2026, 1977),
    ("Friday, 01-Jan-00 00:00:00 GMT", 2099, 2000),
  ])
  func `takes a year of two digits for one at most fifty years ahead`(
    text: String,
    now: Int,
    year: Int
  ) throws {
    let now = try #require(HTTPDate("Mon, 01 Jun \(now) 00:00:00 GMT"))
    let date = try #require(HTTPDate(text, now: now))
    #expect(date.text.contains(" \(year) "))
  }

  @Test(arguments: ["Mon, 01 Jan 1900 00:00:00 GMT", "Mon Jan  1 00:00:00 1900"])
  func `takes a day before 1970 for the first moment that it knows`(text: String) {
    #expect(HTTPDate(text)?.secondsSinceEpoch == 0)
  }

  @Test func `reads a leap second`() {
    #expect(HTTPDate("Sat, 31 Dec 2016 23:59:60 GMT")?.secondsSinceEpoch == 1_483_228_800)
  }

  @Test func `keeps to the years that can be written`() {
    #expect(HTTPDate(secondsSinceEpoch: -1).secondsSinceEpoch == 0)
    #expect(HTTPDate(secondsSinceEpoch: .max).text.contains("9999"))
  }

  @Test func `agrees with itself on every day of two centuries`() {
    for day in stride(from: 0, to: 73_000, by: 13) {
      let date = HTTPDate(secondsSinceEpoch: day * 86_400 + 1)
      #expect(HTTPDate(date.text) == date)
    }
  }
}
