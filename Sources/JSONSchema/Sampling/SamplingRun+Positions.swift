import OrderedCollections

/// A place of a valid value together with everything that the schemas say about it.
struct Position {
  let pointer: JSONPointer
  let value: JSONValue
  /// All schemas that hold here, the branches and conditions that `value` satisfies included.
  let schemas: [SchemaID]
  let view: SchemaView
  /// Where a change at this place has to be judged.
  let scope: ProofScope

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
    collect(ProofScope(pointer: .root, value: base, schemas: [id]), nil, into: &result)
    return result
  }

  /// - Parameters:
  ///   - own: The place with what is declared for it.
  ///   - outer: The scope of the value around it when that has to be judged together with it.
  private mutating func collect(
    _ own: ProofScope,
    _ outer: ProofScope?,
    into result: inout [Position]
  ) {
    guard result.count < SamplingLimits.positionsMax else { return }
    let pointer = own.pointer
    let schemas = active(own.schemas, own.value)
    let view = view(schemas)
    let scope = outer ?? own
    result.append(
      Position(
        pointer: pointer,
        value: own.value,
        schemas: schemas,
        view: view,
        scope: scope
      )
    )
    guard pointer.tokens.count < SamplingLimits.variationDepthMax else { return }
    let passedOn = outer == nil && view.isDecidedByParts ? nil : scope
    switch own.value {
    case .object(let object):
      for (name, member) in object {
        let part = ProofScope(
          pointer: pointer.appending(name),
          value: member,
          schemas: self.schemas(forMember: name, in: view)
        )
        if !part.schemas.isEmpty { collect(part, passedOn, into: &result) }
      }
    case .array(let elements):
      for (index, element) in elements.enumerated().prefix(view.prefixCount + 1) {
        let part = ProofScope(
          pointer: pointer.appending(index),
          value: element,
          schemas: self.schemas(forElement: index, in: view)
        )
        if !part.schemas.isEmpty { collect(part, passedOn, into: &result) }
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
