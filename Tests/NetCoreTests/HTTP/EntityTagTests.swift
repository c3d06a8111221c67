import Testing

@testable import NetCore

@Suite struct EntityTagTests {
  @Test(arguments: [
    (#""abc""#, false, "abc"), (#"W/"abc""#, true, "abc"), (#""""#, false, ""),
    (#""a\""#, false, #"a\"#), (#""a,b""#, false, "a,b"),
  ])
  func `reads and writes a tag`(text: String, isWeak: Bool, opaque: String) throws {
    let tag = try #require(EntityTag(text))
    #expect(tag.isWeak == isWeak)
    #expect(tag.opaque == opaque)
    #expect(tag.description == text)
  }

  @Test(arguments: ["", "abc", "\"abc", "w/\"a\"", "\"a\"b", "\"a b\"", "\"a\", \"b\""])
  func `refuses what is no single tag`(text: String) {
    #expect(EntityTag(text) == nil)
  }

  @Test func `reads lists`() {
    #expect(EntityTag.list(#""a", W/"b" ,, "c""#)?.count == 3)
    #expect(EntityTag.list(#""a" "b""#) == nil)
    #expect(EntityTag.list("*") == nil)
  }

  @Test func `compares strongly and weakly`() throws {
    let strong = EntityTag(opaque: "1")
    let weak = EntityTag(opaque: "1", isWeak: true)
    #expect(strong.isStronglyEqual(to: strong))
    #expect(!strong.isStronglyEqual(to: weak))
    #expect(!weak.isStronglyEqual(to: weak))
    #expect(weak.isWeaklyEqual(to: strong))
    #expect(!strong.isWeaklyEqual(to: EntityTag(opaque: "2")))
    let kelvin = try #require(EntityTag("\"\u{212A}\""))
    #expect(!kelvin.isWeaklyEqual(to: EntityTag(opaque: "K")))
    #expect(!kelvin.isStronglyEqual(to: EntityTag(opaque: "K")))
  }
}
