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

  let arena: SchemaArena
  let direction: SchemaValidator.Direction
  let validator: SchemaValidator
  let seed: UInt64
  let domain: DomainVocabulary

  /// - Parameter domainHint: What the API is about, in free text: `pet store`, `online banking`.
  package init(
    arena: SchemaArena,
    direction: SchemaValidator.Direction,
    seed: UInt64,
    domainHint: String? = nil
  ) {
    self.arena = arena
    self.direction = direction
    self.seed = seed
    validator = SchemaValidator(arena: arena, direction: direction)
    domain = DomainVocabulary(hint: domainHint)
  }

  /// A valid value of the schema.
  ///
  /// - Parameters:
  ///   - name: The name of the property or parameter that the value is for; makes it realistic.
  ///   - salt: Another salt gives, where possible, another value; examples are then not taken.
  package func sample(
    _ id: SchemaID,
    fill: Fill = .allFields,
    name: String? = nil,
    salt: String = ""
  ) throws(SamplingError) -> JSONValue {
    do throws(SamplingError) {
      return try sample(id, SamplingRun.Place(name: name, fill: fill), salt)
    } catch {
      // What all members together cannot do, the required ones alone may.
      guard fill == .allFields else { throw error }
      return try sample(id, SamplingRun.Place(name: name, fill: .requiredOnly), salt)
    }
  }

  /// A valid value with the required members and the named optional ones of the top-level object.
  package func sample(
    _ id: SchemaID,
    includingOptional members: [String],
    name: String? = nil,
    salt: String = ""
  ) throws(SamplingError) -> JSONValue {
    let place = SamplingRun.Place(name: name, fill: .requiredOnly, members: members)
    let value = try sample(id, place, salt)
    for member in members where value.objectValue != nil && value[member] == nil {
      throw SamplingError(
        pointer: JSONPointer([member]),
        reason: "the member cannot be part of a valid value"
      )
    }
    return value
  }

  /// Valid values one step from `base`: enumeration members, boundaries, null, other branches.
  ///
  /// Every one is valid as a whole; what could not be made is in `omitted` with its reason. The
  /// order is that of `base`.
  package func variants(of id: SchemaID, base: JSONValue) -> Outcome<[Variant]> {
    var run = SamplingRun(self)
    return run.variants(of: id, base: base)
  }

  /// Invalid values one step from `base`, each breaking one keyword at one place.
  ///
  /// Every one is invalid as a whole, and the validator names the keyword unless it is behind
  /// `oneOf`, `anyOf` or `if`. The order is that of `base`, with the second and further wrong types
  /// of each place at the end.
  package func violations(of id: SchemaID, base: JSONValue) -> Outcome<[Violation]> {
    var run = SamplingRun(self)
    return run.violations(of: id, base: base)
  }

  /// What the schema says together with its `$ref` and `allOf`.
  package func resolvedView(of id: SchemaID) -> SchemaView {
    SchemaView([id], in: arena)
  }

  /// What all the schemas say together, for a property that several of them declare.
  package func resolvedView(of ids: [SchemaID]) -> SchemaView {
    SchemaView(ids, in: arena)
  }

  private func sample(
    _ id: SchemaID,
    _ place: SamplingRun.Place,
    _ salt: String
  ) throws(SamplingError) -> JSONValue {
    var run = SamplingRun(self, salt: salt)
    let value = try run.value([id], place)
    guard validator.isValid(value, against: id) else { throw run.refusal(value, [id], place) }
    guard value.serialized().utf8.count <= SamplingLimits.sampleByteCountMax else {
      throw SamplingError(
        pointer: .root,
        reason: "a value would be larger than \(SamplingLimits.sampleByteCountMax) bytes"
      )
    }
    return value
  }
}
