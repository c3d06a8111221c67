import JSONSchema
import OpenAPI

/// N01: each required input left out.
struct MissingRequired: CaseTechnique {
  let technique = Technique.missingRequired

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    let fields = ViolationTechnique(
      technique: technique,
      keywords: ["required"],
      priority: .p1
    )
    var candidates: [CaseCandidate] = []
    for (index, input) in context.parameters.enumerated()
    where input.isRequired && input.parameter.location != .path {
      candidates.append(
        candidate(input.subject, .parameter(index)) { (salt) throws(Unbuildable) in
          var values = try context.requiredOnly(salt: salt)
          values.parameters[index] = nil
          return values
        }
      )
    }
    if context.body?.isRequired == true {
      candidates.append(
        candidate("the content", .body) { (salt) throws(Unbuildable) in
          var values = try context.requiredOnly(salt: salt)
          values.body = nil
          return values
        }
      )
    }
    return candidates + fields.candidates(for: context, variations, omissions: &omissions)
  }

  private func candidate(
    _ subject: String,
    _ mistake: RequestTarget,
    values: @escaping (String) throws(Unbuildable) -> RequestValues
  ) -> CaseCandidate {
    CaseCandidate(
      technique: technique,
      target: "\(subject)#missing",
      condition: "\(subject) is missing",
      reason: "\(subject) is required; without it the request must be refused.",
      priority: .p1,
      mistake: mistake,
      values: values
    )
  }
}
