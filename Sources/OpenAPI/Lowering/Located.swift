import JSONSchema

/// A value together with its place in the document.
struct Located {
  var value: JSONValue
  var pointer: JSONPointer

  subscript(key: String) -> Located? {
    value[key].map { Located(value: $0, pointer: pointer.appending(key)) }
  }

  /// The members of a mapping in the order of writing, without `x-` extensions; empty for other
  /// values.
  var members: [(key: String, node: Located)] {
    guard let object = value.objectValue else { return [] }
    return object.compactMap { key, value in
      key.isExtension ? nil : (key, Located(value: value, pointer: pointer.appending(key)))
    }
  }

  /// The elements of a list; empty for other values.
  var elements: [Located] {
    (value.arrayValue ?? []).enumerated().map { index, element in
      Located(value: element, pointer: pointer.appending(index))
    }
  }

  var isMapping: Bool { value.objectValue != nil }

  /// The text of a member; numbers and booleans count as they are written.
  func text(_ key: String) -> String? {
    value[key]?.scalarText
  }

  /// `summary`, or the first line of `description`.
  var headline: String? {
    if let summary = text("summary") { return summary }
    // A description may have megabytes, of which only the beginning is looked at.
    let beginning = text("description")?.prefix(1_000).drop(while: \.isNewline).prefix(201)
    let line = beginning?.prefix { !$0.isNewline }
    guard let line, !line.isEmpty else { return nil }
    return line.count <= 200 ? String(line) : line.prefix(199) + "…"
  }

  /// A member that is `true`, or the text `"true"` as it is sometimes written.
  func flag(_ key: String) -> Bool? {
    value[key]?.boolValue ?? value[key]?.stringValue.flatMap(Bool.init)
  }
}

extension JSONValue {
  /// A string, or a number or boolean as it is written; `nil` for everything else.
  var scalarText: String? {
    switch self {
    case .string(let text): text
    case .number(let number): number.description
    case .bool(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// What this is, for messages.
  var kindName: String {
    switch self {
    case .null: "nothing"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a mapping"
    }
  }
}

extension String {
  /// Specification extensions (3.1.1 §4.9) carry no meaning for Assay.
  var isExtension: Bool { hasPrefix("x-") }
}
