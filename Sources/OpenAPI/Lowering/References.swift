import JSONSchema

extension DocumentLowering {
  /// Follows `$ref` from a place where a Reference Object may stand to what is meant.
  ///
  /// Siblings of `$ref` are ignored (3.1.1 §4.8.23).
  ///
  /// - Parameter what: What is expected, for messages: `parameter`, `response`.
  func resolve(_ node: Located, as what: String) throws(Defect) -> Located {
    var current = node
    var hopCount = 0
    while let reference = current.value["$ref"]?.stringValue {
      hopCount += 1
      guard hopCount <= limits.referenceHopsMax else {
        throw Defect(
          .referenceCycle,
          "The reference `\(node.text("$ref") ?? "")` leads in a circle or through more than "
            + "\(limits.referenceHopsMax) references; point it to the \(what) itself.",
          at: node.pointer
        )
      }
      current = try target(of: reference, from: current, as: what)
    }
    return current
  }

  private func target(
    of reference: String,
    from node: Located,
    as what: String
  ) throws(Defect) -> Located {
    switch compiler.target(of: reference, at: node.pointer) {
    case .elsewhere(let reason):
      throw .external(reference, reason: reason, what: what, at: node.pointer)
    case .unknownAnchor:
      throw Defect(
        .malformedReference,
        "The reference `\(reference)` is not a JSON pointer; write it like `#/components/…/Name`.",
        at: node.pointer
      )
    case .place(let pointer):
      guard let value = root.value.value(at: pointer) else {
        throw .dangling(reference, what: what, at: node.pointer)
      }
      return Located(value: value, pointer: pointer)
    }
  }
}

extension Defect {
  /// A reference to another file or address that could not be had.
  static func external(
    _ reference: String,
    reason: String?,
    what: String,
    at pointer: JSONPointer
  ) -> Defect {
    Defect(
      .externalReference,
      "The reference `\(reference)` points outside of this document, but "
        + "\(reason ?? ReferenceFailure.alone.reason). Correct it, or write the \(what) into this "
        + "document.",
      at: pointer
    )
  }

  /// A reference into this document that has no target.
  static func dangling(_ reference: String, what: String, at pointer: JSONPointer) -> Defect {
    Defect(
      .unresolvedReference,
      "The reference `\(reference)` points to nothing; define the \(what) there or correct the "
        + "reference.",
      at: pointer
    )
  }
}
