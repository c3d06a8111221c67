/// One element of a Sec-WebSocket-Extensions field (RFC 6455 §9.1).
struct ExtensionOffer: Sendable, Equatable {
  /// A parameter; its value, when it has one, without quotes.
  struct Parameter: Sendable, Equatable {
    let name: String
    let value: String?
  }

  /// The extension's token, as it was sent.
  let name: String
  /// In the order of the field.
  let parameters: [Parameter]

  /// The elements of a field value; `nil` when it is not what the grammar says, which fails the
  /// handshake.
  static func list(_ value: String) -> [ExtensionOffer]? {
    var parser = Parser(bytes: Array(value.utf8))
    var offers: [ExtensionOffer] = []
    while true {
      // Empty elements mean nothing (RFC 9110 §5.6.1).
      while parser.takes(ASCII.comma) {}
      if parser.isAtEnd { return offers }
      guard let offer = parser.offer(), parser.isAtEnd || parser.takes(ASCII.comma) else {
        return nil
      }
      offers.append(offer)
    }
  }

  /// Reads the grammar's parts, with optional whitespace before each.
  private struct Parser {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool {
      mutating get {
        skipWhitespace()
        return index == bytes.count
      }
    }

    mutating func offer() -> ExtensionOffer? {
      guard let name = token() else { return nil }
      var parameters: [Parameter] = []
      while takes(ASCII.semicolon) {
        guard let parameter = parameter() else { return nil }
        parameters.append(parameter)
      }
      return ExtensionOffer(name: name, parameters: parameters)
    }

    private mutating func parameter() -> Parameter? {
      guard let name = token() else { return nil }
      guard takes(ASCII.equals) else { return Parameter(name: name, value: nil) }
      guard let value = takes(ASCII.quote) ? quotedToken() : token() else { return nil }
      return Parameter(name: name, value: value)
    }

    /// Whether the next octet is this one, which is taken then.
    mutating func takes(_ byte: UInt8) -> Bool {
      guard !isAtEnd, bytes[index] == byte else { return false }
      index += 1
      return true
    }

    private mutating func token() -> String? {
      skipWhitespace()
      let end = bytes.span.firstIndex(from: index, notIn: .token)
      guard end > index else { return nil }
      defer { index = end }
      return String(decoding: bytes[index..<end], as: UTF8.self)
    }

    /// The rest of a quoted string, which must stand for a token.
    private mutating func quotedToken() -> String? {
      var text: [UInt8] = []
      while index < bytes.count, bytes[index] != ASCII.quote {
        if bytes[index] == ASCII.backslash { index += 1 }
        guard index < bytes.count, ByteSet.token.contains(bytes[index]) else { return nil }
        text.append(bytes[index])
        index += 1
      }
      guard index < bytes.count, !text.isEmpty else { return nil }
      index += 1
      return String(decoding: text, as: UTF8.self)
    }

    private mutating func skipWhitespace() {
      while index < bytes.count, ASCII.isOptionalWhitespace(bytes[index]) { index += 1 }
    }
  }
}
