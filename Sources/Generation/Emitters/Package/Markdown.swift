/// Text from a document inside Markdown.
enum Markdown {
  /// One line that is only text: no markup, no table separator, no HTML.
  static func text(_ text: String, characterCountMax: Int = 200) -> String {
    var result = ""
    for scalar in PlainText.line(text, characterCountMax: characterCountMax).unicodeScalars {
      if special.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// A table cell with that text; never empty.
  static func cell(_ text: String, characterCountMax: Int = 200) -> String {
    let cell = Self.text(text, characterCountMax: characterCountMax)
    return cell.isEmpty ? "–" : cell
  }

  private static let special = Set("\\`*_[]<>|&".unicodeScalars)
}
