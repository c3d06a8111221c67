/// Comma-separated field values (RFC 9110 §5.6.1).
package enum FieldList {
  /// The elements, trimmed; empty ones are dropped. A comma inside a quoted string separates nothing.
  package static func elements(_ value: String) -> [String] {
    split(value, at: ASCII.comma)
  }

  /// The elements as lower-case ASCII, for lists of tokens.
  static func lowercasedElements(_ value: String) -> [String] {
    elements(value.lowercased())
  }

  /// The pieces between separators that stand outside quoted strings.
  static func split(_ value: String, at separator: UInt8) -> [String] {
    let bytes = Array(value.utf8)
    let span = bytes.span
    var pieces: [String] = []
    var start = 0
    var isQuoted = false
    var index = 0
    func endPiece(at end: Int) {
      let range = span.trimmingOptionalWhitespace(start..<end)
      if !range.isEmpty { pieces.append(String(decoding: bytes[range], as: UTF8.self)) }
      start = end + 1
    }
    while index < span.count {
      switch span[index] {
      case ASCII.quote: isQuoted.toggle()
      case ASCII.backslash where isQuoted: index += 1
      case separator where !isQuoted: endPiece(at: index)
      default: break
      }
      index += 1
    }
    endPiece(at: span.count)
    return pieces
  }
}
