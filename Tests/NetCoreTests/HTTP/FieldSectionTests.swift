import HTTPTypes
import Testing

@testable import NetCore

@Suite struct FieldSectionTests {
  private static func section(_ lines: String) -> FieldSection {
    let text = "GET / HTTP/1.1\n\(lines)".replacing("\n", with: "\r\n")
    return FieldSection(validLinesIn: Array(text.utf8), from: 16)
  }

  private static let sample = section(
    """
    Host: a
    ACCEPT:  text/html \t
    X-Accept: no
    Accept: */*
    Cookie: a=1
    cookie: b=2
    Acceptor:
    ETag: "x"

    """
  )

  @Test(
    arguments: [
      (.hostField, "a"), (.eTag, "\"x\""), (.accept, "text/html, */*"), (.cookie, "a=1; b=2"),
      (.wellKnown("Acceptor"), ""), (.wellKnown("x-accept"), "no"), (.age, nil),
    ] as [(HTTPField.Name, String?)]
  )
  func `finds the values of a name`(name: HTTPField.Name, value: String?) {
    #expect(Self.sample.value(of: name) == value)
    #expect(Self.sample.fields[name] == value)
    #expect(FieldSection(Self.sample.fields).value(of: name) == value)
  }

  @Test func `gives all fields in their order`() {
    let names = Self.sample.fields.map(\.name.canonicalName)
    #expect(names.prefix(4) == ["host", "accept", "x-accept", "accept"])
    #expect(names.count == 8)
    #expect(Self.section("").fields.isEmpty)
    #expect(Self.section("").value(of: .accept) == nil)
  }

  @Test func `keeps a value that is not UTF-8`() {
    let lines = Array("X: ".utf8) + [0xE4] + Array("\r\n".utf8)
    let section = FieldSection(validLinesIn: lines, from: 0)
    let name = HTTPField.Name.wellKnown("X")
    #expect(section.value(of: name) == section.fields[name])
    #expect(section.value(of: name) != nil)
  }
}
