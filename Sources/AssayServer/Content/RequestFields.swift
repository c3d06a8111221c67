import HTTPTypes
import JSONSchema
import TaskHub

/// The option `spec_headers`: fields of the request for `spec_url`, such as a token.
enum RequestFields {
  static let option = "spec_headers"
  static let countMax = 16
  static let valueBytesMax = 4_096

  /// What the transfer needs for itself.
  private static let reserved: Set<String> = [
    "host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "expect",
    "range", "accept-encoding",
  ]

  /// Reads an object of names and values, or text with `Name: value` on each line.
  static func read(_ value: JSONValue) throws(Refusal) -> [RequestField] {
    var fields: [RequestField] = []
    switch value {
    case .object(let object):
      for (name, value) in object {
        guard let text = value.stringValue else {
          throw refusal("\(name.prefix(64)) must be a text")
        }
        fields.append(try field(name, text))
      }
    case .string(let text):
      for line in text.split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw refusal("each line must be `Name: value`") }
        fields.append(try field(String(parts[0]), String(parts[1])))
      }
    default: throw refusal("it must be an object of names and values, or lines of `Name: value`")
    }
    guard fields.count <= countMax else { throw refusal("at most \(countMax) are sent") }
    return fields
  }

  private static func field(_ name: String, _ value: String) throws(Refusal) -> RequestField {
    let isName =
      !name.isEmpty && name.utf8.count <= 128
      && name.utf8.allSatisfy { byte in
        let character = Character(Unicode.Scalar(byte))
        return byte < 0x80 && (character.isLetter || character.isNumber)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    guard isName else { throw refusal("\(name.prefix(64).debugDescription) is no field name") }
    guard !reserved.contains(name.lowercased()) else { throw refusal("\(name) cannot be set") }
    let value = value.drop { $0 == " " }
    guard value.utf8.count <= valueBytesMax, value.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { throw refusal("the value of \(name) is too long or has control characters") }
    return RequestField(name: name, value: String(value))
  }

  private static func refusal(_ clause: String) -> Refusal {
    Refusal(.unprocessableContent, "\(option) cannot be used: \(clause).")
  }
}
