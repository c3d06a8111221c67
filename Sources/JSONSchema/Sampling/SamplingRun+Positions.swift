import OrderedCollections

/// A place of a valid value together with everything that the schemas say about it.
struct Position {
  let pointer: JSONPointer
  let value: JSONValue
  /// All schemas that hold here, the branches and conditions that `value` satisfies included.
  let schemas: [SchemaID]
  let view: SchemaView

  /// `address.city`, `tags[0]`; `value` for the root.
  var name: String { Self.name(pointer) }

  /// The property that the value belongs to; of an array's element the array's.
  var propertyName: String? {
    pointer.tokens.last { Int($0) == nil }
  }

  static func name(_ pointer: JSONPointer) -> String {
    var text = ""
    for token in pointer.tokens {
      if Int(token) != nil {
        text += "[\(token)]"
      } else {
        text += text.isEmpty ? token : ".\(token)"
      }
    }
    return text.isEmpty ? "value" : text
  }
}

extension SamplingRun {
  /// The places of `base` that are varied, outermost first, in the order of its members.
  ///
  /// Of an array's elements only the first of each schema counts: the others have the same rules.
  mutating func positions(of id: SchemaID, base: JSONValue) -> [Position] {
    var result: [Position] = []
    collect([id], base, .root, into: &result)
    return result
  }

  private mutating func collect(
    _ ids: [SchemaID],
    _ value: JSONValue,
    _ pointer: JSONPointer,
    into result: inout [Position]
  ) {
    guard result.count < SamplingLimits.positionsMax else { return }
    let schemas = active(ids, value)
    let view = view(schemas)
    result.append(Position(pointer: pointer, value: value, schemas: schemas, view: view))
    guard pointer.tokens.count < SamplingLimits.variationDepthMax else { return }
    switch value {
    case .object(let object):
      for (name, member) in object {
        let schemas = self.schemas(forMember: name, in: view)
        if !schemas.isEmpty { collect(schemas, member, pointer.appending(name), into: &result) }
      }
    case .array(let elements):
      for (index, element) in elements.enumerated().prefix(view.prefixCount + 1) {
        let schemas = self.schemas(forElement: index, in: view)
        if !schemas.isEmpty { collect(schemas, element, pointer.appending(index), into: &result) }
      }
    default: break
    }
  }

  /// The schemas and what follows from them for this value: the branches it satisfies, the side of
  /// each `if` it is on, the dependent schemas of the members it has.
  private mutating func active(_ ids: [SchemaID], _ value: JSONValue) -> [SchemaID] {
    var result = OrderedSet(ids)
    var decided: Set<Alternatives.Key> = []
    for _ in 0..<SamplingLimits.alternativesMax {
      let view = view(result.elements)
      let before = result.count
      for group in view.branchGroups
      where decided.insert(.init(owner: group.owner, keyword: group.keyword)).inserted {
        result.append(contentsOf: group.branches.filter { isValid(value, [$0]) })
      }
      for conditional in view.conditionals
      where decided.insert(.init(owner: conditional.owner, keyword: "if")).inserted {
        let holds = isValid(value, [conditional.condition])
        let side = holds ? [conditional.condition, conditional.then] : [conditional.otherwise]
        result.append(contentsOf: side.compactMap(\.self))
      }
      result.append(
        contentsOf: view.dependentSchemas.filter { value[$0.name] != nil }.map(\.schema)
      )
      if result.count == before { break }
    }
    return result.elements
  }
}
