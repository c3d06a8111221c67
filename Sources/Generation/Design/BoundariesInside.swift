import JSONSchema

extension VariantTechnique {
  /// P06: on each limit and one step inside.
  static let boundariesInside = VariantTechnique(
    technique: .boundaryInside,
    priority: .p2,
    reason: "A value on a limit, or one step inside, must be accepted."
  ) { kind in
    if case .boundary(let keyword, let note) = kind { "\(keyword) \(note)" } else { nil }
  }
}
