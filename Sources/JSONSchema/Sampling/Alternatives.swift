import OrderedCollections

/// A decision that has to be made before a value can be built: which branch, which side of an `if`,
/// which subtype.
struct Alternatives {
  struct Key: Hashable {
    var owner: SchemaID
    /// `oneOf`, `anyOf`, `if` or `discriminator`.
    var keyword: String
  }

  let key: Key
  /// The schemas that each choice adds.
  let choices: [[SchemaID]]

  static func groups(of view: SchemaView) -> [Alternatives] {
    var groups = view.branchGroups.map { group in
      Alternatives(
        key: Key(owner: group.owner, keyword: group.keyword),
        choices: group.branches.map { [$0] }
      )
    }
    groups += view.discriminators.compactMap { subtypes($0, view) }
    groups += view.conditionals.map { conditional in
      Alternatives(
        key: Key(owner: conditional.owner, keyword: "if"),
        choices: [
          // As it comes: most conditions do not hold of a value that was not made for them.
          [],
          [conditional.condition, conditional.then].compactMap(\.self),
          [conditional.otherwise].compactMap(\.self),
        ]
      )
    }
    return groups
  }

  /// The subtypes of a base schema with a discriminator, when they are found by it alone: a value
  /// of the base has to be one of them.
  private static func subtypes(
    _ owned: SchemaView.OwnedDiscriminator,
    _ view: SchemaView
  ) -> Alternatives? {
    let targets = owned.discriminator.mapping.values.elements
    let isDecided =
      targets.contains { $0 != owned.owner && view.sources.contains($0) }
      || view.branchGroups.contains { $0.owner == owned.owner }
    guard !isDecided, !targets.isEmpty else { return nil }
    let choices = targets.filter { $0 != owned.owner }.map { [$0] }
    return Alternatives(
      key: Key(owner: owned.owner, keyword: "discriminator"),
      choices: choices + [[]]
    )
  }
}
