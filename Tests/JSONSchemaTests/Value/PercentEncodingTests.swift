import Testing

@testable import JSONSchema

@Suite struct PercentEncodingTests {
  @Test(arguments: ["", "a", "a b", "100%", "é", "a/b?c", "😀\u{0}"])
  func `decodes what it encodes`(text: String) {
    #expect(PercentEncoding.decode(PercentEncoding.encodeFragment(text)) == text)
  }

  @Test(arguments: ["%", "%4", "%4g", "%FF", "%C3"])
  func `refuses malformed text`(text: String) {
    #expect(PercentEncoding.decode(text) == nil)
  }
}
