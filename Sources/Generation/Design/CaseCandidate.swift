import JSONSchema

/// A case that a technique asks for; whether it is built is decided by budget and proof.
struct CaseCandidate {
  var technique: Technique
  /// Input, pointer and rule, e.g. `body/name#required`: with the technique the case's identity.
  var target: String
  /// A clause for the title: `name is missing`.
  var condition: String
  /// Which rule the case checks; a sentence.
  var reason: String
  var priority: Priority
  /// Where the one mistake is; `nil`: the request is valid.
  var mistake: RequestTarget?
  /// Makes the inputs; another salt gives other values where their schemas let it.
  var values: (_ salt: String) throws(Unbuildable) -> RequestValues
}

/// One test design technique.
protocol CaseTechnique: Sendable {
  var technique: Technique { get }

  /// What the technique asks for, in the document's order; reasons go to `omissions`.
  func candidates(
    for context: OperationContext,
    _ variations: [InputVariations],
    omissions: inout OmissionCounter
  ) -> [CaseCandidate]
}

/// All techniques that design single cases, in the order in which their cases stand.
enum Techniques {
  static let all: [any CaseTechnique] = [
    RequiredOnly(), AllFields(), EachOptionalAlone(), DocumentedExamples(),
    VariantTechnique.enumerationMembers, VariantTechnique.boundariesInside,
    VariantTechnique.branches, VariantTechnique.nulls,
    MissingRequired(),
    ViolationTechnique.wrongTypes, ViolationTechnique.boundariesOutside,
    ViolationTechnique.enumerationsViolated, ViolationTechnique.patternsAndFormatsViolated,
    ViolationTechnique.forbiddenMembers, ViolationTechnique.otherConstraintsViolated,
  ]
}
