import JSONSchema

/// A default that its own schema refuses.
enum InvalidDefault: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    let arena = subject.document.schemas
    let validator = SchemaValidator(arena: arena, direction: .neutral)
    for id in subject.schemaIDs {
      guard let value = arena[id].defaultValue,
        let error = validator.validate(value, against: id).first
      else { continue }
      findings.warn(
        .invalidDefault,
        "The default does not satisfy its schema: \(error.message)",
        at: arena[id].pointer.appending("default")
      )
    }
  }
}
