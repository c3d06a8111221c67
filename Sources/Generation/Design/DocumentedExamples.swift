import JSONSchema
import OpenAPI
import OrderedCollections

/// P04: what the document shows as an example must work.
struct DocumentedExamples: CaseTechnique {
  let technique = Technique.documentedExample

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    var candidates: [CaseCandidate] = []
    for (index, input) in context.parameters.enumerated() {
      let documented = input.parameter.examples + (input.parameter.content?.examples ?? [])
      for example in examples(documented, input.schema, context) {
        guard isValid(example, input.schema, context, &omissions) else { continue }
        candidates.append(
          candidate("parameter \(input.subject)", example, subject: input.subject + " as in ") {
            (salt) throws(Unbuildable) in
            var values = try context.requiredOnly(salt: salt)
            values.parameters[index] = example.value
            return values
          }
        )
      }
    }
    if let body = context.body {
      for example in examples(body.object.examples, body.schema, context) {
        let example = withoutReadOnly(example, body.schema, context)
        guard isValid(example, body.schema, context, &omissions) else { continue }
        candidates.append(
          candidate("body", example, subject: "") { (salt) throws(Unbuildable) in
            var values = try context.requiredOnly(salt: salt)
            values.body = example.value
            return values
          }
        )
      }
    }
    return candidates
  }

  private struct Example {
    var name: String
    var value: JSONValue
  }

  /// The examples of the parameter or media type; those of the schema only where it has none.
  private func examples(
    _ documented: [NamedExample],
    _ schema: SchemaID?,
    _ context: OperationContext
  ) -> [Example] {
    let values: [(name: String?, value: JSONValue)] =
      documented.isEmpty
      ? (schema.map { context.sampler.resolvedView(of: $0).examples } ?? []).map { (nil, $0) }
      : documented.map { ($0.name, $0.value) }
    return values.enumerated().map { index, example in
      let number = values.count > 1 ? " \(index + 1)" : ""
      return Example(
        name: example.name.map { "example \($0)" } ?? "documented example\(number)",
        value: example.value
      )
    }
  }

  /// A client must not send what only the server may set, even if the example shows it.
  private func withoutReadOnly(
    _ example: Example,
    _ schema: SchemaID?,
    _ context: OperationContext
  ) -> Example {
    guard let schema, let object = example.value.objectValue else { return example }
    let properties = context.sampler.resolvedView(of: schema).properties
    let sent = object.filter { member in
      !(properties[member.key] ?? []).contains { context.sampler.resolvedView(of: $0).isReadOnly }
    }
    return Example(name: example.name, value: .object(JSONObject(sent.map { ($0.key, $0.value) })))
  }

  private func isValid(
    _ example: Example,
    _ schema: SchemaID?,
    _ context: OperationContext,
    _ omissions: inout OmissionCounter
  ) -> Bool {
    guard let schema,
      let error = context.validator.validate(example.value, against: schema).first
    else { return true }
    omissions.add(technique, "\(example.name) is not valid: \(error.message)")
    return false
  }

  private func candidate(
    _ target: String,
    _ example: Example,
    subject: String,
    values: @escaping (String) throws(Unbuildable) -> RequestValues
  ) -> CaseCandidate {
    CaseCandidate(
      technique: technique,
      target: "\(target)#\(example.name)",
      condition: subject + example.name,
      reason: "What the document shows as an example must work.",
      priority: .p1,
      values: values
    )
  }
}
