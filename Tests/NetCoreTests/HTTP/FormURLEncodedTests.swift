import NetCore
import Testing

@Suite struct FormURLEncodedTests {
  private static func decode(_ text: String) -> [FormItem]? {
    FormURLEncoded.decode(text.utf8.span)
  }

  @Test func `decodes names and values`() {
    let items = Self.decode("spec_url=http%3A%2F%2Fa%2Fb&n=1+2")
    #expect(
      items == [
        FormItem(name: "spec_url", value: "http://a/b"), FormItem(name: "n", value: "1 2"),
      ]
    )
  }

  @Test(arguments: ["a=%", "a=%1", "%zz=1"])
  func `refuses broken escapes`(text: String) {
    #expect(Self.decode(text) == nil)
  }

  @Test func `repairs what is not UTF-8`() {
    #expect(Self.decode("a=%ffb") == [FormItem(name: "a", value: "\u{FFFD}b")])
  }

  @Test(arguments: [("", 0), ("&", 0), ("a", 1), ("=", 1), ("a=b=c", 1)])
  func `counts pairs`(text: String, count: Int) {
    #expect(Self.decode(text)?.count == count)
  }
}
