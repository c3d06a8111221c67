extension JSONParser {
  /// Reads the string whose opening quote is at the index.
  mutating func string() throws(JSONSyntaxError) -> String {
    let start = index + 1
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        let text = try decode(start..<end)
        advance(by: end + 1 - index)
        return text
      }
      if byte == UInt8(ascii: "\\") { break }
      if byte < 0x20 { throw controlCharacter(at: end) }
      end += 1
    }
    return try stringWithEscapes(from: start, firstEscape: end)
  }

  private mutating func stringWithEscapes(
    from start: Int,
    firstEscape: Int
  ) throws(JSONSyntaxError) -> String {
    var text = try decode(start..<firstEscape)
    advance(by: firstEscape - index)
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        advance(by: 1)
        return text
      case UInt8(ascii: "\\"):
        text.unicodeScalars.append(try escape())
      case ..<0x20:
        throw controlCharacter(at: index)
      default:
        var end = index
        while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\"),
          bytes[end] >= 0x20
        {
          end += 1
        }
        text += try decode(index..<end)
        advance(by: end - index)
      }
    }
    throw error("The string that begins here has no closing quote.", at: start - 1)
  }

  private func decode(_ range: Range<Int>) throws(JSONSyntaxError) -> String {
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw error("This string is not UTF-8.", at: range.lowerBound)
    }
    return text
  }

  private func controlCharacter(at offset: Int) -> JSONSyntaxError {
    let isLineEnd = bytes[offset] == UInt8(ascii: "\n") || bytes[offset] == UInt8(ascii: "\r")
    return error(
      isLineEnd
        ? "A string must end on its line; write a line break as \\n."
        : "A control character in a string must be written as an escape.",
      at: offset
    )
  }

  /// Reads the escape whose backslash is at the index (RFC 8259 §7).
  private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
    let start = index
    advance(by: 1)
    let letter = peek
    advance(by: 1)
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default:
      throw error(
        "Expected one of \" \\ / b f n r t u after the backslash of an escape.",
        at: start
      )
    }
  }

  private mutating func unicodeEscape(
    from start: Int
  ) throws(JSONSyntaxError) -> Unicode.Scalar {
    let first = try fourHexDigits(from: start)
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) {
      let second = try fourHexDigits(from: index - 2)
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw error("This escape is half of a surrogate pair; both halves must be given.", at: start)
  }

  private mutating func fourHexDigits(from start: Int) throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek.flatMap(ASCII.hexValue) else {
        throw error("Expected four hexadecimal digits after \\u.", at: start)
      }
      value = value << 4 | UInt32(digit)
      advance(by: 1)
    }
    return value
  }

  // MARK: Numbers

  /// Reads the number that begins at the index (RFC 8259 §6).
  mutating func number() throws(JSONSyntaxError) -> JSONNumber {
    let start = index
    let isNegative = skip(UInt8(ascii: "-"))
    let digitsStart = index
    var integer: Int64 = 0
    while let byte = peek, ASCII.isDigit(byte) {
      integer = integer &* 10 &+ Int64(byte & 15)
      advance(by: 1)
    }
    let digitCount = index - digitsStart
    guard digitCount > 0 else { throw error("Expected a digit after the minus sign.") }
    guard digitCount == 1 || bytes[digitsStart] != UInt8(ascii: "0") else {
      throw error("A number must not begin with a superfluous zero.", at: start)
    }
    let isPlain = peek != UInt8(ascii: ".") && peek.map { $0 | 0x20 } != UInt8(ascii: "e")
    if isPlain, digitCount <= 18, !isNegative || integer != 0 {
      return JSONNumber(isNegative ? -integer : integer)
    }
    if skip(UInt8(ascii: ".")) { try digits(after: "the decimal point") }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      advance(by: 1)
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { advance(by: 1) }
      let exponentStart = index
      try digits(after: "the `e` of an exponent")
      guard index - exponentStart <= JSONNumber.exponentDigitsMax else {
        throw error(
          "An exponent must not have more than \(JSONNumber.exponentDigitsMax) digits.",
          at: exponentStart
        )
      }
    }
    guard index - start <= JSONNumber.literalLengthMax else {
      throw error(
        "A number must not have more than \(JSONNumber.literalLengthMax) characters.",
        at: start
      )
    }
    return JSONNumber(validLiteral: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func digits(after what: StaticString) throws(JSONSyntaxError) {
    let start = index
    while let byte = peek, ASCII.isDigit(byte) { advance(by: 1) }
    guard index > start else { throw error("Expected a digit after \(what).") }
  }
}
