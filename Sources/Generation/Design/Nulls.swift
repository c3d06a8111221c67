import JSONSchema

extension VariantTechnique {
  /// P10: null where the schema allows it.
  static let nulls = VariantTechnique(
    technique: .nullForNullable,
    priority: .p3,
    reason: "The schema allows null there."
  ) { kind in
    if case .null = kind { "null" } else { nil }
  }
}
