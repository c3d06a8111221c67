import JSONSchema

/// Ways to put members into an object whose absence is told by leaving them out.
extension JSONObject {
  mutating func set(_ name: String, _ value: String?) {
    self[name] = value.map(JSONValue.string)
  }

  mutating func set(_ name: String, _ value: Int?) {
    self[name] = value.map { .number(JSONNumber($0)) }
  }
}

extension JSONValue {
  /// The text's bytes.
  package var bytes: [UInt8] { Array(serialized(.compact).utf8) }
}
