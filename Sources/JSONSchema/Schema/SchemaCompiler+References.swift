/// `$ref` and its relatives.
extension SchemaCompiler {
  /// Most references that are followed on the way of one pointer.
  private static let referenceHopsMax = 32

  mutating func readReferences(_ source: KeywordSource, _ schema: inout Schema) {
    if let text = string("$ref", in: source) {
      readReference(text, "$ref", source, &schema)
    }
    if let text = string("$dynamicRef", in: source), !dialect.isOpenAPISubset {
      readDynamicReference(text, source, &schema)
    }
    if dialect == .draft201909, let text = string("$recursiveRef", in: source) {
      readRecursiveReference(text, source, &schema)
    }
    if !dialect.isOpenAPISubset { schema.dynamicAnchor = string("$dynamicAnchor", in: source) }
    if dialect == .draft201909, source.object["$recursiveAnchor"] == .bool(true) {
      schema.dynamicAnchor = ""
    }
  }

  private mutating func readReference(
    _ text: String,
    _ keyword: String,
    _ source: KeywordSource,
    _ schema: inout Schema
  ) {
    if let target = target(of: text, from: source.pointer) {
      schema.reference = reserve(target)
      return
    }
    if let component = component(named: text) {
      report(
        "`\(keyword)` holds the bare name \(text); it is read as \(component.uriFragment).",
        at: source.pointer.appending(keyword)
      )
      schema.reference = reserve(component)
      return
    }
    schema.unresolvedReference = text
    report(
      unresolved(text, at: source.pointer),
      at: source.pointer.appending(keyword),
      as: .unresolvedReference
    )
  }

  private func unresolved(_ reference: String, at place: JSONPointer) -> String {
    switch resources.target(of: reference, from: place) {
    case .elsewhere(let reason?):
      "The reference \(reference) leads out of this document, and \(reason)."
    case .elsewhere(nil):
      "The reference \(reference) leads out of this document; only one document is read."
    case .place, .unknownAnchor:
      "The reference \(reference) leads to nothing in this document."
    }
  }

  private mutating func readDynamicReference(
    _ text: String,
    _ source: KeywordSource,
    _ schema: inout Schema
  ) {
    var dynamic = Schema(pointer: source.pointer)
    readReference(text, "$dynamicRef", source, &dynamic)
    // Only a reference that leads to a dynamic anchor is itself dynamic (2020-12 core §8.2.3.2).
    if let (place, anchor) = resources.resolve(text, from: source.pointer), let anchor,
      let candidates = resources.dynamicAnchors[anchor], candidates.contains(place)
    {
      dynamic.dynamicReferenceAnchor = anchor
      for candidate in candidates { _ = reserve(candidate) }
    }
    join(dynamic, to: &schema)
  }

  /// 2019-09 core §8.2.4.2: dynamic where the schema it leads to has `$recursiveAnchor: true`.
  private mutating func readRecursiveReference(
    _ text: String,
    _ source: KeywordSource,
    _ schema: inout Schema
  ) {
    var dynamic = Schema(pointer: source.pointer)
    readReference(text, "$recursiveRef", source, &dynamic)
    let candidates = resources.dynamicAnchors[""] ?? []
    if let (place, _) = resources.resolve(text, from: source.pointer), candidates.contains(place) {
      dynamic.dynamicReferenceAnchor = ""
      for candidate in candidates { _ = reserve(candidate) }
    }
    join(dynamic, to: &schema)
  }

  /// A schema has room for one reference; a second one becomes a member of `allOf`.
  private mutating func join(_ dynamic: Schema, to schema: inout Schema) {
    guard schema.reference == nil, schema.unresolvedReference == nil else {
      schema.allOf.append(add(dynamic))
      return
    }
    schema.reference = dynamic.reference
    schema.unresolvedReference = dynamic.unresolvedReference
    schema.dynamicReferenceAnchor = dynamic.dynamicReferenceAnchor
  }

  /// The place in this document that a reference leads to; `nil` when there is nothing.
  func target(of reference: String, from place: JSONPointer) -> JSONPointer? {
    guard let (pointer, _) = resources.resolve(reference, from: place) else { return nil }
    return existing(pointer)
  }

  /// The pointer itself when it leads to something, otherwise with the references on its way followed.
  private func existing(_ pointer: JSONPointer) -> JSONPointer? {
    if document.value(at: pointer) != nil { return pointer }
    var hops = 0
    var place = JSONPointer.root
    var value = document
    var tokens = pointer.tokens[...]
    while let token = tokens.first {
      if let child = value.child(token) {
        value = child
        place = place.appending(token)
        tokens = tokens.dropFirst()
      } else if hops < Self.referenceHopsMax, let text = value["$ref"]?.stringValue,
        let (next, _) = resources.resolve(text, from: place), let child = document.value(at: next)
      {
        hops += 1
        (value, place) = (child, next)
      } else {
        return nil
      }
    }
    return place
  }

  /// The component of that name.
  func component(named name: String) -> JSONPointer? {
    componentRoots.lazy.map { $0.appending(name) }.first { document.value(at: $0) != nil }
  }
}
