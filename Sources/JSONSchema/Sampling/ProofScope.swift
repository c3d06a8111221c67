/// The part of a valid value that alone decides whether the value stays valid when something in it
/// changes.
///
/// That is the changed place itself, as long as the values around it are only judged member by
/// member and element by element. Inside `oneOf`, `not`, `if`, `contains`, `uniqueItems` and the
/// like it is the value that has such a rule, since the change may decide that rule too.
struct ProofScope: Sendable {
  let pointer: JSONPointer
  let value: JSONValue
  /// What is declared for the part.
  let schemas: [SchemaID]

  /// What the validator says of the part with another value at a place in it; `nil` removes.
  func errors(
    _ validator: SchemaValidator,
    putting candidate: JSONValue?,
    at place: JSONPointer
  ) -> [ValidationError] {
    let changed = changed(putting: candidate, at: place)
    var result: [ValidationError] = []
    for id in schemas {
      for var error in validator.validate(changed, against: id) {
        error.instancePointer = pointer.appending(contentsOf: error.instancePointer)
        result.append(error)
      }
    }
    return result
  }

  func accepts(
    _ validator: SchemaValidator,
    putting candidate: JSONValue,
    at place: JSONPointer
  ) -> Bool {
    let changed = changed(putting: candidate, at: place)
    return schemas.allSatisfy { validator.isValid(changed, against: $0) }
  }

  private func changed(putting candidate: JSONValue?, at place: JSONPointer) -> JSONValue {
    let relative = JSONPointer(Array(place.tokens.dropFirst(pointer.tokens.count)))
    return candidate.map { value.replacing(at: relative, with: $0) }
      ?? value.removing(at: relative)
  }
}
