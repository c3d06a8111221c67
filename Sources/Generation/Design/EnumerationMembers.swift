import JSONSchema

extension VariantTechnique {
  /// P05: every member of an enumeration.
  static let enumerationMembers = VariantTechnique(
    technique: .enumerationMember,
    priority: .p2,
    reason: "Every member of an enumeration must be accepted."
  ) { kind in
    // The member is the schema's own text, not a drawn value.
    if case .enumerationMember(let member) = kind {
      "enum \(member.serialized(.compact))"
    } else {
      nil
    }
  }
}
