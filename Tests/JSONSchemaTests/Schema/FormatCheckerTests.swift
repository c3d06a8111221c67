import Testing

@testable import JSONSchema

/// The public suite covers the formats of JSON Schema; these are OpenAPI's and the edges of ours.
@Suite struct FormatCheckerTests {
  @Test(arguments: [
    ("byte", "", true), ("byte", "aGk=", true), ("byte", "aGk", false), ("base64", "a-_=", false),
    ("byte", "====", false), ("byte", "YWJj\r\nYWJj", true),
    ("uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true), ("uuid", "2eb8aa08", false),
    ("date", "2024-02-29", true), ("date", "2023-02-29", false), ("date", "1900-02-29", false),
    ("date-time", "1998-12-31T23:59:60Z", true), ("date-time", "1998-12-31T22:59:60Z", false),
    ("date-time", "1998-12-31T15:59:60.123-08:00", true),
    ("date-time", "1998-12-31 15:59:00Z", false),
    ("time", "24:00:00Z", false), ("time", "12:00:00", false), ("duration", "P1Y1D", false),
    ("duration", "PT0S", true), ("duration", "P", false), ("duration", "P1WT1S", false),
    ("ipv6", "::", true), ("ipv6", ":::", false), ("ipv6", "1::2::3", false), ("ipv6", ":1", false),
    ("ipv6", "::ffff:192.168.0.1", true), ("ipv6", "1:2:3:4:5:6:7:8:9", false),
    ("ipv4", "1.2.3", false),
    ("ipv4", "1.2.3.04", false), ("hostname", "a.b-c.example", true), ("hostname", "-a", false),
    ("hostname", "a..b", false), ("email", "a@b", true), ("email", "a b@c", false),
    ("email", "\"a b\"@c", true), ("email", "é@c", false), ("idn-email", "é@ü.example", true),
    ("uri", "http://[::1]:8080/a?b#c", true), ("uri", "/a", false), ("uri", "http://a b", false),
    ("uri-reference", "//a/b", true), ("iri", "http://ü/é", true), ("uri", "http://ü/", false),
    ("uri-template", "/a/{b}", true), ("uri-template", "/a/{b", false),
    ("uri-template", "{b:0}", false),
    ("relative-json-pointer", "1/a", true), ("relative-json-pointer", "01", false),
    ("json-pointer", "/a~2", false), ("regex", "^a$", true), ("regex", "(", false),
  ])
  func `decides`(format: String, text: String, isValid: Bool) {
    #expect(FormatChecker.isValid(text, format: format) == isValid)
  }

  @Test(arguments: ["password", "binary", "int32", "made-up", ""])
  func `says nothing of others`(format: String) {
    #expect(FormatChecker.isValid("x", format: format) == nil)
  }

  @Test func `decodes international labels`() {
    #expect(
      Punycode.decode(Array("mnchen-3ya".utf8)[...]).map { String(String.UnicodeScalarView($0)) }
        == "münchen"
    )
    #expect(Punycode.decode(Array("99999999".utf8)[...]) == nil)
  }
}
