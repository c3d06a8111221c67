/// Comma-separated field values (RFC 9110 §5.6.1).
public enum FieldList {
  /// The elements, trimmed; empty ones are dropped. A quoted comma separates nothing.
  public static func elements(_ value: String) -> [String] {
    split(value, at: ASCII.comma)
  }

  /// The elements with A–Z in lower case, for lists of tokens. Other letters stay what they are:
  /// the Kelvin sign is no k.
  static func lowercasedElements(_ value: String) -> [String] {
    elements(String(decoding: value.utf8.map(ASCII.lowercased), as: UTF8.self))
  }

  /// The pieces between separators that stand outside quoted strings.
  static func split(_ value: String, at separator: UInt8) -> [String] {
    var pieces: [String] = []
    forEachElement(in: value.utf8.span, separator: separator) { piece in
      // A piece that a separator cuts out of UTF-8 is UTF-8.
      if let text = piece.string() { pieces.append(text) }
    }
    return pieces
  }

  /// Lends each piece between separators that stand outside quoted strings, trimmed; empty ones are
  /// dropped.
  static func forEachElement<Failure: Error>(
    in value: Span<UInt8>,
    separator: UInt8 = ASCII.comma,
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var isQuoted = false
    var index = 0
    while index <= value.count {
      if index == value.count || value[index] == separator && !isQuoted {
        let range = value.trimmingOptionalWhitespace(start..<index)
        if !range.isEmpty { try body(value.extracting(range)) }
        start = index + 1
      } else if value[index] == ASCII.quote {
        isQuoted.toggle()
      } else if value[index] == ASCII.backslash, isQuoted, index + 1 < value.count {
        index += 1
      }
      index += 1
    }
  }

  /// The text, when it is a token (RFC 9110 §5.6.2).
  static func token(_ text: Substring) -> String? {
    let isToken = !text.isEmpty && text.utf8.allSatisfy { ByteSet.token.contains($0) }
    return isToken ? String(text) : nil
  }

  /// The text of a token or of a quoted string with its quotes and escapes undone; `nil` when it
  /// is neither (RFC 9110 §5.6.2, §5.6.4).
  static func unquoted(_ value: String) -> String? {
    let bytes = Array(value.utf8)
    guard bytes.first == ASCII.quote else { return token(value[...]) }
    guard bytes.count >= 2, bytes.last == ASCII.quote else { return nil }
    var text: [UInt8] = []
    var index = 1
    while index < bytes.count - 1 {
      guard bytes[index] != ASCII.quote else { return nil }
      let escapes = bytes[index] == ASCII.backslash && escapable.contains(bytes[index + 1])
      if escapes { index += 1 }
      guard index < bytes.count - 1 else { return nil }
      text.append(bytes[index])
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Browsers write a lone backslash of a file name as it is, so that it escapes only these.
  private static let escapable = [ASCII.quote, ASCII.backslash]
}
