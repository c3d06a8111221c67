extension ViolationTechnique {
  /// N03: one step outside each limit.
  static let boundariesOutside = ViolationTechnique(
    technique: .boundaryOutside,
    keywords: [
      "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
      "minItems", "maxItems", "minProperties", "maxProperties",
    ],
    priority: .p1
  )
}
