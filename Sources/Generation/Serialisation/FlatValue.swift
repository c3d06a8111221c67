import JSONSchema

/// A value as the parameter styles see it: text, a list of texts, or named texts.
enum FlatValue: Equatable {
  case scalar(String)
  case list([String])
  case pairs([Pair])

  struct Pair: Equatable {
    var name: String
    var text: String
  }

  /// - Throws: for null, empty arrays and objects (RFC 6570 leaves them out) and nested values.
  init(_ value: JSONValue) throws(SerialisationError) {
    switch value {
    case .array(let items):
      guard !items.isEmpty else {
        throw SerialisationError(reason: "an empty array cannot be told from an absent value")
      }
      var texts: [String] = []
      for item in items { texts.append(try Self.text(item)) }
      self = .list(texts)
    case .object(let object):
      guard !object.isEmpty else {
        throw SerialisationError(reason: "an empty object cannot be told from an absent value")
      }
      var pairs: [Pair] = []
      for (key, member) in object { pairs.append(Pair(name: key, text: try Self.text(member))) }
      self = .pairs(pairs)
    default:
      self = .scalar(try Self.text(value))
    }
  }

  /// The text of a scalar: `true`, a plain number, the string itself.
  static func text(_ value: JSONValue) throws(SerialisationError) -> String {
    switch value {
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let number): return try NumberText.plain(number)
    case .string(let string): return string
    case .null: throw SerialisationError(reason: "null has no form outside JSON")
    case .array, .object:
      throw SerialisationError(reason: "the form of nested values is not defined outside JSON")
    }
  }

  /// Every text in it, without names.
  var texts: [String] {
    switch self {
    case .scalar(let text): [text]
    case .list(let texts): texts
    case .pairs(let pairs): pairs.map(\.text)
    }
  }
}
