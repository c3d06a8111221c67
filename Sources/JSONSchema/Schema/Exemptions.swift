import OrderedCollections

/// The members that a direction does not require: `readOnly` ones of a request, `writeOnly` ones of an
/// answer (OpenAPI 3.0.3 §4.7.24.2).
struct Exemptions {
  /// How far references and applicators are followed.
  private static let depthMax = 64

  private let arena: SchemaArena
  private let direction: SchemaValidator.Direction
  private var known: [SchemaID: Set<String>] = [:]
  private var flags: [SchemaID: Bool] = [:]

  init(arena: SchemaArena, direction: SchemaValidator.Direction) {
    self.arena = arena
    self.direction = direction
  }

  /// The exempt names that a schema declares, itself or by what it applies to the same value.
  mutating func names(in id: SchemaID) -> Set<String> {
    direction == .neutral ? [] : names(in: id, depth: 0)
  }

  private mutating func names(in id: SchemaID, depth: Int) -> Set<String> {
    if let names = known[id] { return names }
    guard depth < Self.depthMax else { return [] }
    let schema = arena[id]
    var names: Set<String> = []
    for (name, property) in schema.properties where isExempt(property, depth: 0) {
      names.insert(name)
    }
    for applied in schema.inPlaceApplicators {
      names.formUnion(self.names(in: applied, depth: depth + 1))
    }
    known[id] = names
    return names
  }

  private mutating func isExempt(_ id: SchemaID, depth: Int) -> Bool {
    if let flag = flags[id] { return flag }
    guard depth < Self.depthMax else { return false }
    let schema = arena[id]
    var flag = direction == .request ? schema.readOnly : schema.writeOnly
    for applied in schema.allOf + [schema.reference].compactMap({ $0 }) where !flag {
      flag = isExempt(applied, depth: depth + 1)
    }
    flags[id] = flag
    return flag
  }
}

extension Schema {
  /// The schemas that this one applies to the same value, other than by `not`, `if` or a condition.
  fileprivate var inPlaceApplicators: [SchemaID] {
    [reference].compactMap { $0 } + allOf + anyOf + oneOf
  }
}
