extension ViolationTechnique {
  /// N06: a member that the schema does not allow.
  static let forbiddenMembers = ViolationTechnique(
    technique: .forbiddenMember,
    keywords: ["additionalProperties", "unevaluatedProperties", "propertyNames"],
    priority: .p3
  )
}
