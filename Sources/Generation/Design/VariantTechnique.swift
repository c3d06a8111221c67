import JSONSchema

/// A positive technique that takes its cases from the valid variations of each input.
struct VariantTechnique: CaseTechnique {
  let technique: Technique
  let priority: Priority
  let reason: String
  /// The rule that a variant of this technique is about; `nil`: it belongs to another technique.
  let rule: @Sendable (Variant.Kind) -> String?

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    variations.flatMap { input in
      input.variants.compactMap { variant in
        rule(variant.kind).map { candidate(variant, input, context, rule: $0) }
      }
    }
  }

  private func candidate(
    _ variant: Variant,
    _ input: InputVariations,
    _ context: OperationContext,
    rule: String
  ) -> CaseCandidate {
    let place = InputPlace(input.target, variant.pointer, in: context)
    return CaseCandidate(
      technique: technique,
      target: "\(place.key)#\(rule)",
      condition: place.condition(from: variant.label),
      reason: reason,
      priority: place.isDeep ? priority.lowered : priority
    ) { (salt) throws(Unbuildable) in
      try context.values(
        of: input.target,
        changedTo: variant.value,
        at: variant.pointer,
        salt: salt
      ) { value in
        context.validator.isValid(value, against: input.schema)
          && value.value(at: variant.pointer) == variant.value.value(at: variant.pointer)
      }
    }
  }
}
