/// Text from a document inside a command that people copy into a shell.
enum ShellText {
  /// One word that the shell takes as it is.
  static func word(_ text: String) -> String {
    let line = PlainText.line(text, characterCountMax: 2_048)
    let isPlain = line.utf8.allSatisfy { byte in
      plainBytes.contains(byte)
        || byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }
    guard !isPlain || line.isEmpty else { return line }
    // By scalars: a quote with a combining mark is another character, but still ends the word.
    let quoted = line.unicodeScalars.reduce(into: "") {
      if $1 == "'" { $0 += "'\\'" }
      $0.unicodeScalars.append($1)
    }
    return "'\(quoted)'"
  }

  private static let plainBytes = Set("0123456789-._~:/@%+,".utf8)
}
