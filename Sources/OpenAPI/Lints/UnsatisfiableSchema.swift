import JSONSchema
import OrderedCollections

/// No value can satisfy a schema: limits that exclude each other, types or enumerations of `allOf` that
/// have nothing in common, a required member that a closed object forbids.
enum UnsatisfiableSchema: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    let arena = subject.document.schemas
    for id in subject.schemaIDs {
      let schema = arena[id]
      guard !schema.isReferenceAlone, !schema.acceptsNothing else { continue }
      if let reason = ownContradiction(schema) ?? merged(id, schema, arena) {
        findings.warn(
          .unsatisfiableSchema,
          "No value can satisfy this schema: \(reason).",
          at: schema.pointer
        )
      }
    }
  }

  /// Limits of one kind of value count even where the schema allows other kinds.
  private static func ownContradiction(_ schema: Schema) -> String? {
    for (low, high, name) in [
      (schema.minLength, schema.maxLength, "Length"), (schema.minItems, schema.maxItems, "Items"),
      (schema.minProperties, schema.maxProperties, "Properties"),
    ] {
      if let low, let high, low > high { return "min\(name) \(low) is above max\(name) \(high)" }
    }
    return nil
  }

  private static func merged(_ id: SchemaID, _ schema: Schema, _ arena: SchemaArena) -> String? {
    let view = SchemaView([id], in: arena)
    if let contradiction = view.contradiction { return contradiction }
    guard view.types == .object else { return tooFewValues(view, arena) }
    return forbiddenMember(schema, arena)
  }

  /// Judged by the schema with `additionalProperties: false` alone, which sees its own members only.
  private static func forbiddenMember(_ schema: Schema, _ arena: SchemaArena) -> String? {
    guard let additional = schema.additionalProperties, arena[additional].acceptsNothing,
      schema.patternProperties.isEmpty
    else { return nil }
    let required =
      [schema.required] + schema.allOf.map { SchemaView([$0], in: arena).required.elements }
    if let name = required.joined().first(where: { schema.properties[$0] == nil }) {
      return "`\(name)` is required, but `additionalProperties: false` beside it does not know it"
    }
    if let least = schema.minProperties, least > schema.properties.count {
      return "minProperties is \(least), but only \(schema.properties.count) members are allowed"
    }
    return nil
  }

  private static func tooFewValues(_ view: SchemaView, _ arena: SchemaArena) -> String? {
    guard view.types == .array, view.uniqueItems, let least = view.minItems, view.prefixCount == 0,
      let items = view.items.first
    else { return nil }
    let item = SchemaView([items], in: arena)
    let count = item.enumeration?.count ?? (item.types == .boolean ? 2 : nil)
    guard let count, count < least else { return nil }
    return "\(least) different items are demanded and there are only \(count)"
  }
}

extension Schema {
  /// Nothing but a `$ref`, which has its own place.
  fileprivate var isReferenceAlone: Bool {
    reference != nil && types == nil && enumeration == nil && const == nil && properties.isEmpty
      && allOf.isEmpty && required.isEmpty
  }
}
