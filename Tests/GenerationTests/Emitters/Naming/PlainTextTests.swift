import Testing

@testable import Generation

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("a\r\n\tb", "a b"), ("  a  ", "a"), ("a\u{202E}b\u{2028}c\u{0}", "a b c"), ("", ""),
    ("é日", "é日"),
  ])
  func `leaves one readable line`(text: String, line: String) {
    #expect(PlainText.line(text) == line)
  }

  @Test func `ends a long text with an ellipsis`() {
    #expect(PlainText.line("abcd", characterCountMax: 4) == "abcd")
    #expect(PlainText.line("abcde", characterCountMax: 4) == "abcd…")
    #expect(PlainText.line("abcd   ", characterCountMax: 4) == "abcd")
  }
}
