/// Makes values for schemas: valid samples, valid one-step variations, invalid near misses.
///
/// Everything is determined by the arena, the seed and the arguments. Every value is checked by
/// ``SchemaValidator`` before it leaves.
package struct Sampler: Sendable {
  /// How many of the optional members a sample has.
  package enum Fill: Sendable {
    case requiredOnly
    /// All at the top; further down as many as the size bound admits.
    case allFields
  }

  package init(
    arena: SchemaArena,
    direction: SchemaValidator.Direction,
    seed: UInt64,
    domainHint: String? = nil
  ) {
  }

  /// A valid value of the schema.
  ///
  /// - Parameters:
  ///   - name: The name of the property or parameter that the value is for; makes it realistic.
  ///   - salt: Another salt gives, where possible, another value.
  package func sample(
    _ id: SchemaID,
    fill: Fill = .allFields,
    name: String? = nil,
    salt: String = ""
  ) throws(SamplingError) -> JSONValue {
    preconditionFailure("unfinished")
  }

  /// A valid value with the required members and the named optional ones of the top-level object.
  package func sample(
    _ id: SchemaID,
    includingOptional members: [String],
    name: String? = nil,
    salt: String = ""
  ) throws(SamplingError) -> JSONValue {
    preconditionFailure("unfinished")
  }

  /// Valid values one step from `base`: enumeration members, boundaries, null, other branches.
  package func variants(of id: SchemaID, base: JSONValue) -> Outcome<[Variant]> {
    preconditionFailure("unfinished")
  }

  /// Invalid values one step from `base`, each breaking one keyword at one place.
  package func violations(of id: SchemaID, base: JSONValue) -> Outcome<[Violation]> {
    preconditionFailure("unfinished")
  }

  /// What the schema says together with its `$ref` and `allOf`.
  package func resolvedView(of id: SchemaID) -> SchemaView {
    preconditionFailure("unfinished")
  }
}
