/// One pass over a JSON text by recursive descent.
///
/// The stack is bounded by ``JSONReader/Limits/depthMax``.
struct JSONParser {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  let bytes: [UInt8]
  let limits: JSONReader.Limits
  private(set) var index = 0
  private var path: [PathStep] = []
  private(set) var duplicateKeys: [(pointer: JSONPointer, offset: Int)] = []

  init(bytes: [UInt8], limits: JSONReader.Limits) {
    self.bytes = bytes
    self.limits = limits
    if bytes.starts(with: Self.byteOrderMark) { index = 3 }
  }

  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    skipWhitespace()
    guard index < bytes.count else { throw error("The document is empty; expected a JSON value.") }
    let result = try value()
    skipWhitespace()
    guard index == bytes.count else {
      throw error("Expected the end of the document after its value, but found \(found).")
    }
    return result
  }

  /// Reads the value that begins at the index.
  mutating func value() throws(JSONSyntaxError) -> JSONValue {
    guard index < bytes.count else {
      throw error("The document ends where a value was expected.")
    }
    switch bytes[index] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error("Expected a value, but found \(found).")
    }
  }

  private mutating func word(
    _ text: StaticString,
    _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    let letters = "\(text)".utf8
    guard bytes[index...].starts(with: letters) else {
      throw error("Expected a value; did you mean `\(text)`?")
    }
    index += letters.count
    return value
  }

  // MARK: Containers

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    var object = JSONObject()
    skipWhitespace()
    while true {
      if object.isEmpty, skip(UInt8(ascii: "}")) { break }
      let keyOffset = index
      let key = try memberName()
      path.append(.key(key))
      let replaced = object.updateValue(try value(), forKey: key)
      path.removeLast()
      if replaced != nil, duplicateKeys.count < limits.duplicateKeysMax {
        duplicateKeys.append((JSONPointer(path: path).appending(key), keyOffset))
      }
      if try endsAfterItem(UInt8(ascii: "}"), of: "object") { break }
    }
    return .object(object)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    skipWhitespace()
    while true {
      if elements.isEmpty, skip(UInt8(ascii: "]")) { break }
      path.append(.index(elements.count))
      elements.append(try value())
      path.removeLast()
      if try endsAfterItem(UInt8(ascii: "]"), of: "array") { break }
    }
    return .array(elements)
  }

  /// Steps over the opening bracket.
  mutating func enter() throws(JSONSyntaxError) {
    guard path.count < limits.depthMax else {
      throw error("Values are nested more than \(limits.depthMax) levels deep.")
    }
    index += 1
  }

  /// Reads a member's name and what is between it and its value.
  mutating func memberName() throws(JSONSyntaxError) -> String {
    guard peek == UInt8(ascii: "\"") else {
      throw error("Expected the name of a member in double quotes, but found \(found).")
    }
    let key = try string()
    skipWhitespace()
    guard skip(UInt8(ascii: ":")) else {
      throw error("Expected `:` after the name of a member, but found \(found).")
    }
    skipWhitespace()
    return key
  }

  /// After an item: `true` at the closing bracket, `false` at a comma that another item follows.
  mutating func endsAfterItem(
    _ bracket: UInt8,
    of kind: StaticString
  ) throws(JSONSyntaxError) -> Bool {
    skipWhitespace()
    if skip(bracket) { return true }
    let end = Character(Unicode.Scalar(bracket))
    guard skip(UInt8(ascii: ",")) else {
      throw error("Expected `,` or `\(end)` in this \(kind), but found \(found).")
    }
    skipWhitespace()
    guard peek != bracket else {
      throw error("Expected another item after `,`, but found `\(end)`.")
    }
    return false
  }

  // MARK: Bytes

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Steps over the byte if it is the next one.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func skipWhitespace() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        index += 1
      default: return
      }
    }
  }

  mutating func advance(by count: Int) {
    index += count
  }

  // MARK: Errors

  func error(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
    JSONSyntaxError(
      position: SourcePosition.positions(of: [offset ?? index], in: bytes)[0],
      message: message
    )
  }

  /// What stands at the index, for a message.
  private var found: String {
    guard index < bytes.count else { return "the end of the document" }
    // Four bytes hold any character; what was cut off behind it does not show.
    let text = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first else { return "the end of the document" }
    switch scalar {
    case "\"": return "a string"
    case "'": return "a single quote (JSON has double quotes)"
    case "\u{FFFD}": return "a byte that is not UTF-8"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      return "a control character (U+\(String(scalar.value, radix: 16, uppercase: true)))"
    default: return "`\(Character(scalar))`"
    }
  }
}
