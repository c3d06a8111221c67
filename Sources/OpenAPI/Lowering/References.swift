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
    guard let fragment = localFragment(of: reference) else {
      throw .external(reference, what: what, at: node.pointer)
    }
    guard let pointer = JSONPointer(uriFragment: fragment) else {
      throw Defect(
        "The reference `\(reference)` is not a JSON pointer; write it like `#/components/…/Name`.",
        at: node.pointer
      )
    }
    guard let value = root.value.value(at: pointer) else {
      throw .dangling(reference, what: what, at: node.pointer)
    }
    return Located(value: value, pointer: pointer)
  }

  /// `#…` of a reference into this document, also when it is written with the document's `$self`
  /// (3.2).
  private func localFragment(of reference: String) -> String? {
    if reference.hasPrefix("#") {
      return reference
    }
    guard let identity = root.text("$self"), !identity.isEmpty,
      reference.hasPrefix(identity + "#")
    else { return nil }
    return String(reference.dropFirst(identity.count))
  }
}

extension Defect {
  /// A reference to another file or address.
  static func external(_ reference: String, what: String, at pointer: JSONPointer) -> Defect {
    Defect(
      "The reference `\(reference)` points outside of this document. Upload of several files is "
        + "not supported yet; write the \(what) into this document.",
      at: pointer
    )
  }

  /// A reference into this document that has no target.
  static func dangling(_ reference: String, what: String, at pointer: JSONPointer) -> Defect {
    Defect(
      "The reference `\(reference)` points to nothing; define the \(what) there or correct the "
        + "reference.",
      at: pointer
    )
  }
}
