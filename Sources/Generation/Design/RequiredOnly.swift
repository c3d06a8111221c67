/// P01: the smallest valid request.
struct RequiredOnly: CaseTechnique {
  let technique = Technique.requiredOnly

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    let condition: String
    if context.body?.isRequired == true {
      condition = "only required fields"
    } else if context.body != nil || !context.parameters.allSatisfy(context.isProduced) {
      condition = context.hasRequiredInput ? "only required parameters" : "without optional inputs"
    } else {
      condition = "valid request"
    }
    return [
      CaseCandidate(
        technique: technique,
        target: "request",
        condition: condition,
        reason: "The smallest request that the document allows must succeed.",
        priority: .p0
      ) { (salt) throws(Unbuildable) in
        try context.requiredOnly(salt: salt)
      }
    ]
  }
}
