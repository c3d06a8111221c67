import JSONSchema

extension VariantTechnique {
  /// P07: every branch of `oneOf` and `anyOf`.
  static let branches = VariantTechnique(
    technique: .eachBranch,
    priority: .p2,
    reason: "Every alternative that the schema offers must be accepted."
  ) { kind in
    if case .branch(let keyword, let index) = kind { "\(keyword) \(index)" } else { nil }
  }
}
