import JSONSchema
import OpenAPI
import OrderedCollections

/// P03: each optional input without the others, which shows a hidden dependency between them.
struct EachOptionalAlone: CaseTechnique {
  let technique = Technique.eachOptionalAlone

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    var candidates: [CaseCandidate] = []
    for (index, input) in context.parameters.enumerated() where !input.isRequired {
      if input.isInvented {
        omissions.add(technique, "only the server knows a good value for \(input.subject)")
        continue
      }
      candidates.append(
        candidate("parameter \(input.subject)", "only optional \(input.subject)", input.subject) {
          (salt) throws(Unbuildable) in
          var values = try context.requiredOnly(salt: salt)
          values.parameters[index] = try input.template.get()
          return values
        }
      )
    }
    if context.body?.isRequired == false {
      candidates.append(
        candidate("body", "with content", "The content") { (salt) throws(Unbuildable) in
          var values = try context.requiredOnly(salt: salt)
          values.body = try context.sampleBody(.requiredOnly, salt: salt)
          return values
        }
      )
    }
    for member in context.optionalMembers {
      candidates.append(
        candidate("body/\(member)", "only optional \(member)", member) {
          (salt) throws(Unbuildable) in
          var values = try context.requiredOnly(salt: salt)
          values.body = try context.sampleBody(including: member, salt: salt)
          return values
        }
      )
    }
    // One optional input alone is what P02 sends.
    return candidates.count > 1 ? candidates : []
  }

  private func candidate(
    _ target: String,
    _ condition: String,
    _ subject: String,
    values: @escaping (String) throws(Unbuildable) -> RequestValues
  ) -> CaseCandidate {
    CaseCandidate(
      technique: technique,
      target: target,
      condition: condition,
      reason: "\(subject) is optional and must work without the other optional inputs.",
      priority: .p2,
      values: values
    )
  }
}
