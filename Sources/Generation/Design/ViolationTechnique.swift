import JSONSchema

/// A negative technique that takes its cases from the invalid variations of each input.
struct ViolationTechnique: CaseTechnique {
  let technique: Technique
  /// The broken keywords that belong to the technique.
  let keywords: Set<String>
  let priority: Priority

  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate] {
    variations.flatMap { input in
      var typed: Set<JSONPointer> = []
      return input.violations.filter { violation in
        keywords.contains(violation.keyword) && survives(violation, input, context)
      }.map { violation in
        var candidate = candidate(violation, input, context)
        // One wrong type at a place shows most; null and the others come after it.
        if violation.keyword == "type", violation.became == .null {
          candidate.priority = candidate.priority.lowered
        } else if violation.keyword == "type", !typed.insert(violation.pointer).inserted {
          candidate.priority = candidate.priority.lowered.lowered
        }
        return candidate
      }
    }
  }

  /// Outside JSON every value is a text: null, lists and objects in place of a scalar are no types
  /// of their own there.
  private func survives(
    _ violation: Violation,
    _ input: InputVariations,
    _ context: OperationContext
  ) -> Bool {
    guard violation.keyword == "type", case .parameter(let index) = input.target,
      context.parameters[index].form.isTextual, let became = violation.became
    else { return true }
    return became.types.isDisjoint(with: [.null, .array, .object])
  }

  private func candidate(
    _ violation: Violation,
    _ input: InputVariations,
    _ context: OperationContext
  ) -> CaseCandidate {
    let place = InputPlace(input.target, violation.pointer, in: context)
    // Wrong types are told apart by the type, all else by the keyword: never by a drawn value.
    let detail =
      violation.keyword == "type"
      ? violation.became.map { " " + $0.typeName } ?? "" : ""
    return CaseCandidate(
      technique: technique,
      target: "\(place.key)#\(violation.keyword)\(detail)",
      condition: place.condition(from: violation.label),
      reason: "\(place.subject) breaks \(violation.keyword); the document forbids the request.",
      priority: place.isDeep ? priority.lowered : priority,
      mistake: input.target
    ) { (salt) throws(Unbuildable) in
      try context.values(
        of: input.target,
        changedTo: violation.value,
        at: violation.pointer,
        salt: salt
      ) { value in
        !context.validator.isValid(value, against: input.schema)
      }
    }
  }
}

extension JSONValue {
  /// The JSON type as a word.
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number(let number): number.isInteger ? "integer" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
