import Testing

@testable import Generation

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("a|b", #"a\|b"#), ("<script>", #"\<script\>"#), ("[x](y)", #"\[x\](y)"#), ("a\nb", "a b"),
    ("`c`", #"\`c\`"#), ("", "–"),
  ])
  func `writes a cell that is only text`(text: String, cell: String) {
    #expect(Markdown.cell(text) == cell)
  }
}
