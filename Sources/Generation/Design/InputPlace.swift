import JSONSchema

/// A place inside an input, as ids and titles name it.
struct InputPlace {
  /// `body/owner/name`, `query limit`; stable.
  let key: String
  /// `owner.name`, `query limit`, `tags[0]`, `the content`.
  let subject: String
  /// Far inside a nested content, where cases matter less.
  let isDeep: Bool

  private let places: [(JSONPointer, String)]

  init(_ target: RequestTarget, _ pointer: JSONPointer, in context: OperationContext) {
    let input: String?
    switch target {
    case .parameter(let index): input = context.parameters[index].subject
    case .body: input = nil
    }
    key = (input ?? "body") + pointer.description
    places = [pointer, pointer.parent].compactMap(\.self).map {
      ($0, Self.subject($0, of: input))
    }
    subject = Self.subject(pointer, of: input)
    isDeep = pointer.tokens.count > 2
  }

  private static func subject(_ pointer: JSONPointer, of input: String?) -> String {
    let inside = path(pointer)
    guard let input else { return inside.isEmpty ? "the content" : inside }
    return input + (inside.isEmpty || inside.hasPrefix("[") ? "" : ".") + inside
  }

  /// The label of a variation, which begins with the place or the one around it, with that place
  /// called as in the request.
  func condition(from label: String) -> String {
    for (pointer, subject) in places {
      let name = pointer.isRoot ? "value" : Self.path(pointer)
      if label.hasPrefix(name + " ") { return subject + label.dropFirst(name.count) }
    }
    return label
  }

  /// `owner.name`, `tags[0]`.
  private static func path(_ pointer: JSONPointer) -> String {
    var text = ""
    for token in pointer.tokens {
      if token.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !token.isEmpty {
        text += "[\(token)]"
      } else {
        text += text.isEmpty ? token : "." + token
      }
    }
    return text
  }
}

extension Priority {
  /// The next lower priority; the lowest stays.
  var lowered: Priority { Priority(rawValue: rawValue + 1) ?? self }
}
