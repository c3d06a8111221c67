import OrderedCollections

/// Takes apart schemas that contain themselves at the same place of the instance.
///
/// The usual case is a base schema that lists its variants in `oneOf` while each variant extends it by
/// `allOf`. What is meant there: a variant has what the base says of itself, without the list. So the
/// variant is led to a copy of the base without `oneOf` and `anyOf`. Any other circle has no meaning
/// and is cut.
struct CycleBreaker {
  private(set) var schemas: [Schema]
  /// Schemas whose circle had no meaning.
  private(set) var cutPlaces: [JSONPointer] = []

  private var finished: [Bool]
  /// Schema → its copy without branches.
  private var bases: [Int: Int] = [:]
  private var nothing: Int?

  /// How a schema applies another one to the same instance.
  private enum Kind {
    case reference
    case extending(Int)
    case anyBranch(Int)
    case oneBranch(Int)
    case negation, condition, then, otherwise
    case dependent(String)

    var isBranch: Bool {
      switch self {
      case .anyBranch, .oneBranch: true
      default: false
      }
    }
  }

  private struct Edge {
    var from: Int
    var kind: Kind
    var to: Int
  }

  init(schemas: [Schema]) {
    self.schemas = schemas
    finished = Array(repeating: false, count: schemas.count)
  }

  mutating func run() {
    var start = 0
    // Copies are appended on the way and are looked at in their turn.
    while start < schemas.count {
      while let cycle = findCycle(from: start) { resolve(cycle) }
      start += 1
    }
  }

  // MARK: Finding

  private func edges(of index: Int) -> [Edge] {
    let schema = schemas[index]
    var edges: [Edge] = []
    func add(_ kind: Kind, _ id: SchemaID?) {
      if let id { edges.append(Edge(from: index, kind: kind, to: id.index)) }
    }
    add(.reference, schema.reference)
    for (position, id) in schema.allOf.enumerated() { add(.extending(position), id) }
    for (position, id) in schema.anyOf.enumerated() { add(.anyBranch(position), id) }
    for (position, id) in schema.oneOf.enumerated() { add(.oneBranch(position), id) }
    add(.negation, schema.not)
    add(.condition, schema.ifSchema)
    add(.then, schema.thenSchema)
    add(.otherwise, schema.elseSchema)
    for (name, id) in schema.dependentSchemas { add(.dependent(name), id) }
    return edges
  }

  /// Depth-first from one schema, with a stack of its own; the edges of the first circle met.
  private mutating func findCycle(from start: Int) -> [Edge]? {
    guard !finished[start] else { return nil }
    var path: [Edge] = []
    var positions = [start: 0]
    var untried = [edges(of: start)[...]]
    while let edge = untried.last?.first {
      untried[untried.count - 1].removeFirst()
      if let position = positions[edge.to] { return path[position...] + [edge] }
      if !finished[edge.to] {
        path.append(edge)
        positions[edge.to] = path.count
        untried.append(edges(of: edge.to)[...])
      }
      while untried.last?.isEmpty == true {
        untried.removeLast()
        let done = path.popLast()?.to ?? start
        positions[done] = nil
        finished[done] = true
      }
    }
    finished[start] = true
    return nil
  }

  // MARK: Resolving

  private mutating func resolve(_ cycle: [Edge]) {
    // An edge into a schema that the circle leaves by one of its branches, best one that extends it.
    let entries = cycle.indices.filter { index in
      !cycle[index].kind.isBranch && cycle[(index + 1) % cycle.count].kind.isBranch
    }
    guard let entry = entries.first(where: { extends(cycle, $0) }) ?? entries.last else {
      let last = cycle[cycle.count - 1]
      cutPlaces.append(schemas[last.from].pointer)
      redirect(last, to: schemaThatClaimsNothing())
      return
    }
    redirect(cycle[entry], to: base(of: cycle[entry].to))
  }

  /// Whether the way into the edge, over references, begins with `allOf`.
  private func extends(_ cycle: [Edge], _ index: Int) -> Bool {
    for step in 0..<cycle.count {
      switch cycle[(index - step + cycle.count) % cycle.count].kind {
      case .extending: return true
      case .reference: continue
      default: return false
      }
    }
    return false
  }

  private mutating func base(of index: Int) -> Int {
    if let base = bases[index] { return base }
    var copy = schemas[index]
    copy.name = nil
    copy.oneOf = []
    copy.anyOf = []
    copy.discriminator = nil
    let base = append(copy)
    bases[index] = base
    return base
  }

  private mutating func schemaThatClaimsNothing() -> Int {
    let index = nothing ?? append(Schema(pointer: .root))
    nothing = index
    return index
  }

  private mutating func append(_ schema: Schema) -> Int {
    schemas.append(schema)
    finished.append(false)
    return schemas.count - 1
  }

  private mutating func redirect(_ edge: Edge, to target: Int) {
    let id = SchemaID(index: target)
    switch edge.kind {
    case .reference: schemas[edge.from].reference = id
    case .extending(let position): schemas[edge.from].allOf[position] = id
    case .anyBranch(let position): schemas[edge.from].anyOf[position] = id
    case .oneBranch(let position): schemas[edge.from].oneOf[position] = id
    case .negation: schemas[edge.from].not = id
    case .condition: schemas[edge.from].ifSchema = id
    case .then: schemas[edge.from].thenSchema = id
    case .otherwise: schemas[edge.from].elseSchema = id
    case .dependent(let name): schemas[edge.from].dependentSchemas[name] = id
    }
  }
}
