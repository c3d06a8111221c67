import Testing

@testable import Generation

@Suite struct PythonTextTests {
  @Test(arguments: [
    ("a\"b\\c", #""a\"b\\c""#), ("é\n", #""\U000000e9\U0000000a""#), ("🐕", #""\U0001f415""#),
    ("", "\"\""),
  ])
  func `writes a literal of ASCII characters`(text: String, literal: String) {
    #expect(PythonText.literal(text) == literal)
  }

  @Test func `lets nothing end a docstring`() {
    #expect(PythonText.docstringLine("a\"\"\"\n\\") == #"a\"\"\" \\"#)
    let marked = PythonText.docstringLine("\"\u{301}")
    #expect(marked.unicodeScalars.elementsEqual("\\\"\u{301}".unicodeScalars))
  }

  @Test func `wraps a paragraph and cuts it after six lines`() {
    let text = PythonText.docstringParagraph(String(repeating: "word ", count: 1_000), indent: "  ")
    let lines = text.split(separator: "\n")
    #expect(lines.count <= 6)
    #expect(lines.allSatisfy { $0.hasPrefix("  word") && $0.count <= 90 })
  }
}
