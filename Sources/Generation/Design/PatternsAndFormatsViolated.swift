extension ViolationTechnique {
  /// N05: a text that does not match its pattern or format.
  static let patternsAndFormatsViolated = ViolationTechnique(
    technique: .patternOrFormatViolated,
    keywords: ["pattern", "format"],
    priority: .p2
  )
}
