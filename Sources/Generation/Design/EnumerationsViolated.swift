extension ViolationTechnique {
  /// N04: a value that is no member of the enumeration.
  static let enumerationsViolated = ViolationTechnique(
    technique: .enumerationViolated,
    keywords: ["enum", "const"],
    priority: .p1
  )
}
