extension ViolationTechnique {
  /// N02: a value of another JSON type.
  static let wrongTypes = ViolationTechnique(
    technique: .wrongType,
    keywords: ["type"],
    priority: .p1
  )
}
