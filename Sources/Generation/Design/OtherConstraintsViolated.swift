extension ViolationTechnique {
  /// N08: any other rule of the schema broken.
  static let otherConstraintsViolated = ViolationTechnique(
    technique: .otherConstraintViolated,
    keywords: [
      "uniqueItems", "multipleOf", "contains", "minContains", "maxContains", "dependentRequired",
      "oneOf", "not", "items", "unevaluatedItems",
    ],
    priority: .p3
  )
}
