/// How a value is laid out as text.
package enum JSONStyle: Sendable {
  /// Without any white space.
  case compact
  /// A line for each member and element, indented by two spaces.
  case pretty
}

extension JSONValue {
  /// The value as JSON: members in their order, numbers as they were written.
  package func serialized(_ style: JSONStyle = .compact) -> String {
    String(decoding: serializedBytes(style), as: UTF8.self)
  }

  /// The value as JSON in UTF-8.
  package func serializedBytes(_ style: JSONStyle = .compact) -> [UInt8] {
    var writer = JSONWriter(isPretty: style == .pretty)
    writer.write(self)
    return writer.output
  }
}

private struct JSONWriter {
  let isPretty: Bool
  var output: [UInt8] = []
  var depth = 0

  init(isPretty: Bool) {
    self.isPretty = isPretty
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output += "null".utf8
    case .bool(let value): output += (value ? "true" : "false").utf8
    case .number(let number): output += number.description.utf8
    case .string(let string): write(string)
    case .array(let elements):
      writeItems("[", elements, "]") { writer, element in writer.write(element) }
    case .object(let object):
      writeItems("{", object, "}") { writer, member in
        writer.write(member.key)
        writer.output += (writer.isPretty ? ": " : ":").utf8
        writer.write(member.value)
      }
    }
  }

  private mutating func writeItems<Items: Sequence>(
    _ open: Unicode.Scalar,
    _ items: Items,
    _ close: Unicode.Scalar,
    _ writeItem: (inout JSONWriter, Items.Element) -> Void
  ) {
    output += "\(open)".utf8
    depth += 1
    var isEmpty = true
    for item in items {
      if !isEmpty { output.append(UInt8(ascii: ",")) }
      isEmpty = false
      breakLine()
      writeItem(&self, item)
    }
    depth -= 1
    if !isEmpty { breakLine() }
    output += "\(close)".utf8
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(UInt8(ascii: "\n"))
    output += repeatElement(UInt8(ascii: " "), count: depth * 2)
  }

  private mutating func write(_ string: String) {
    output.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += "\\\"".utf8
      case UInt8(ascii: "\\"): output += "\\\\".utf8
      case UInt8(ascii: "\n"): output += "\\n".utf8
      case UInt8(ascii: "\r"): output += "\\r".utf8
      case UInt8(ascii: "\t"): output += "\\t".utf8
      case ..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        output += (byte < 0x10 ? "\\u000\(digits)" : "\\u00\(digits)").utf8
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
