/// P02: everything that is documented at once.
struct AllFields: CaseTechnique {
  let technique = Technique.allFields

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    do throws(Unbuildable) {
      let smallest = try context.requiredOnly(salt: "")
      // Where nothing is optional, this would be P01 again.
      guard try context.allFields(salt: "") != smallest else { return [] }
    } catch {
      omissions.add(technique, error.reason)
      return []
    }
    return [
      CaseCandidate(
        technique: technique,
        target: "request",
        condition: context.body == nil ? "all parameters" : "all fields",
        reason: "A request with everything that the document allows must succeed.",
        priority: .p1
      ) { (salt) throws(Unbuildable) in
        try context.allFields(salt: salt)
      }
    ]
  }
}
