import JSONSchema

/// One option as it was sent, and the readings that several options share.
struct OptionField {
  var name: String
  var value: JSONValue

  /// The value as messages show it, cut to a line.
  var shown: String {
    let text = value.serialized(.compact)
    return text.count > 60 ? text.prefix(60) + "…" : text
  }

  /// An error about this option; `clause` follows the name: `must be …`.
  func error(_ clause: String) -> OptionError {
    OptionError(option: name, message: "\(name) \(clause)")
  }

  /// A list: an array of strings, or one string with commas.
  func words() throws(OptionError) -> [String] {
    let texts: [String]
    if let string = value.stringValue {
      texts = string.split(separator: ",").map(String.init)
    } else if let items = value.arrayValue, items.allSatisfy({ $0.stringValue != nil }) {
      texts = items.compactMap(\.stringValue)
    } else {
      throw error("must be a list of names, as an array or as text with commas; it is \(shown).")
    }
    return texts.map(Self.trimmed).filter { !$0.isEmpty }
  }

  /// A whole number, as JSON or as decimal digits.
  func integer() -> UInt64? {
    if let text = value.stringValue {
      return UInt64(Self.trimmed(text))
    }
    guard let number = value.numberValue else { return nil }
    // As written first: a seed may be above what a signed number holds.
    return UInt64(number.description) ?? number.int64.flatMap(UInt64.init(exactly:))
  }

  /// One line of text without control characters.
  func line() throws(OptionError) -> String {
    let bound = GenerationOptions.Limits.textByteCountMax
    guard let text = value.stringValue, text.utf8.count <= bound,
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      throw error("must be one line of text of at most \(bound) bytes; it is \(shown).")
    }
    return Self.trimmed(text)
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank = { (character: Character) in character.isWhitespace }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
