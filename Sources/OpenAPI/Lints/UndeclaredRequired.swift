import JSONSchema
import OrderedCollections

/// `required` names a member that `properties` beside it does not: often a slip of the pen.
enum UndeclaredRequired: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    let arena = subject.document.schemas
    // A branch may name what the schema around it declares.
    var branches: Set<SchemaID> = []
    for id in subject.schemaIDs {
      let schema = arena[id]
      branches.formUnion(schema.allOf + schema.anyOf + schema.oneOf)
      let conditional = [schema.not, schema.ifSchema, schema.thenSchema, schema.elseSchema]
      branches.formUnion(conditional.compactMap(\.self))
      branches.formUnion(schema.dependentSchemas.values)
    }
    for id in subject.schemaIDs where !branches.contains(id) {
      let schema = arena[id]
      guard !schema.properties.isEmpty, schema.reference == nil, schema.allOf.isEmpty,
        schema.anyOf.isEmpty, schema.oneOf.isEmpty, schema.patternProperties.isEmpty
      else { continue }
      for name in schema.required where schema.properties[name] == nil {
        findings.warn(
          .undeclaredRequired,
          "`\(name)` is required but not among `properties`; declare it or correct the name.",
          at: schema.pointer.appending("required")
        )
      }
    }
  }
}
