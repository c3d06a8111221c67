/// The test design techniques; ids of the checklist in `docs/techniques.md`.
package enum Technique: String, Sendable, CaseIterable {
  case requiredOnly = "P01"
  case allFields = "P02"
  case eachOptionalAlone = "P03"
  case documentedExample = "P04"
  case enumerationMember = "P05"
  case boundaryInside = "P06"
  case eachBranch = "P07"
  case nullForNullable = "P10"
  case missingRequired = "N01"
  case wrongType = "N02"
  case boundaryOutside = "N03"
  case enumerationViolated = "N04"
  case patternOrFormatViolated = "N05"
  case forbiddenMember = "N06"
  case otherConstraintViolated = "N08"
  case lifecycle = "S01"

  /// The family that `techniques` of the options selects.
  package var family: TechniqueFamily {
    switch self {
    case .requiredOnly, .allFields, .eachOptionalAlone, .documentedExample, .enumerationMember,
      .eachBranch, .nullForNullable:
      .positive
    case .boundaryInside, .boundaryOutside: .boundary
    case .missingRequired, .wrongType, .enumerationViolated, .patternOrFormatViolated,
      .forbiddenMember, .otherConstraintViolated:
      .negative
    case .lifecycle: .stateful
    }
  }
}

package enum TechniqueFamily: String, Sendable, CaseIterable {
  case positive, boundary, negative, auth, stateful, security
}
