import JSONSchema

/// An example that its own schema refuses.
enum InvalidExample: Lint {
  /// How many examples are validated; a document with more has shown its habits by then.
  private static let examplesMax = 20_000

  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    var run = Run(subject: subject)
    for operation in subject.document.operations {
      for parameter in operation.parameters {
        run.check(parameter.examples, parameter.schema, .request, &findings)
        if let content = parameter.content { run.check(content, .request, &findings) }
      }
      for content in operation.requestBody?.content ?? [] {
        run.check(content, .request, &findings)
      }
      for content in operation.responses.flatMap(\.content) {
        run.check(content, .response, &findings)
      }
    }
    for id in subject.schemaIDs {
      run.checkOwn(id, &findings)
    }
  }

  private struct Run {
    let arena: SchemaArena
    let root: JSONValue
    let request: SchemaValidator
    let response: SchemaValidator
    let neutral: SchemaValidator
    /// Place of the example and schema: what operations share is validated once.
    var seen: Set<Pair> = []
    var budget = InvalidExample.examplesMax

    struct Pair: Hashable {
      var place: JSONPointer
      var schema: SchemaID
    }

    init(subject: LintSubject) {
      arena = subject.document.schemas
      root = subject.root.value
      request = SchemaValidator(arena: arena, direction: .request)
      response = SchemaValidator(arena: arena, direction: .response)
      neutral = SchemaValidator(arena: arena, direction: .neutral)
    }

    mutating func check(
      _ content: MediaTypeObject,
      _ direction: SchemaValidator.Direction,
      _ findings: inout Findings
    ) {
      // In other media types an example is written text.
      let type = content.mediaType.lowercased().prefix { $0 != ";" }
      guard type.hasSuffix("json") || type.hasSuffix("*") else { return }
      check(content.examples, content.schema, direction, &findings)
    }

    mutating func check(
      _ examples: [NamedExample],
      _ schema: SchemaID?,
      _ direction: SchemaValidator.Direction,
      _ findings: inout Findings
    ) {
      guard let schema else { return }
      for example in examples
      where budget > 0 && seen.insert(Pair(place: example.pointer, schema: schema)).inserted {
        budget -= 1
        let validator = direction == .request ? request : response
        guard let error = validator.validate(example.value, against: schema).first else { continue }
        findings.warn(.invalidExample, InvalidExample.sentence(error), at: example.pointer)
      }
    }

    /// The examples that stand in a schema.
    mutating func checkOwn(_ id: SchemaID, _ findings: inout Findings) {
      let schema = arena[id]
      guard !schema.examples.isEmpty else { return }
      let places = places(of: schema)
      for (index, example) in schema.examples.enumerated() where budget > 0 {
        budget -= 1
        guard let error = neutral.validate(example, against: id).first else { continue }
        let place = index < places.count ? places[index] : schema.pointer
        findings.warn(.invalidExample, InvalidExample.sentence(error), at: place)
      }
    }

    /// Where the examples stand, in the order in which the compiler reads them; none for a schema
    /// that was made up.
    private func places(of schema: Schema) -> [JSONPointer] {
      guard let value = root.value(at: schema.pointer) else { return [] }
      let single = ["example", "x-example"].filter { value[$0] != nil }
      let list = schema.pointer.appending("examples")
      let several = (value["examples"]?.arrayValue ?? []).indices.map { list.appending($0) }
      return single.map { schema.pointer.appending($0) } + several
    }
  }

  static func sentence(_ error: ValidationError) -> String {
    let place = error.instancePointer.isRoot ? "" : " at `\(error.instancePointer)`"
    return "The example does not satisfy its schema\(place): \(error.message)"
  }
}
