/// Text from a document where only plain text may stand.
enum PlainText {
  /// One line, for comments, table cells and the like.
  ///
  /// At most `characterCountMax` characters and an ellipsis. Line breaks, control and formatting
  /// characters (bidirectional overrides among them) become single spaces, so that the text reads as
  /// it lies there.
  static func line(_ text: String, characterCountMax: Int = 90) -> String {
    var line = ""
    var count = 0
    var isPending = false
    for scalar in text.unicodeScalars {
      guard isVisible(scalar) else {
        isPending = count > 0
        continue
      }
      if isPending {
        line += " "
        isPending = false
        count += 1
      }
      guard count < characterCountMax else { return line + "…" }
      line.unicodeScalars.append(scalar)
      count += 1
    }
    return line
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
      .privateUse, .unassigned:
      false
    default: true
    }
  }
}
