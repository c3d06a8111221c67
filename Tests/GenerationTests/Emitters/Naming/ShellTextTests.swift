import Testing

@testable import Generation

@Suite struct ShellTextTests {
  @Test(arguments: [
    ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1"), ("", "''"), ("a b", "'a b'"),
    ("$(reboot)", "'$(reboot)'"), ("a'b", #"'a'\''b'"#), ("a\n;b", "'a ;b'"),
  ])
  func `quotes what a shell would read`(text: String, word: String) {
    #expect(ShellText.word(text) == word)
  }

  @Test func `quotes a quote under a combining mark`() {
    #expect(
      ShellText.word("'\u{301};x").unicodeScalars.elementsEqual("''\\''\u{301};x'".unicodeScalars)
    )
  }
}
