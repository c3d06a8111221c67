import OrderedCollections

/// Takes apart schemas that contain themselves at the same place of the instance.
///
/// The usual case is a base schema that lists its variants in `oneOf` while each variant extends it by
/// `allOf`. What is meant there: a variant has what the base says of itself, without the list. So the
/// variant is led to a copy of the base without `oneOf` and `anyOf`. Any other circle has no meaning
/// and is cut. So is what makes a chain longer than anybody can follow.
struct CycleBreaker {
  /// Schemas that apply each other to the same value, one after the other. Whatever follows them may
  /// recurse: the stack is good for several times as many.
  static let chainMax = 128

  private(set) var schemas: [Schema]
  /// Schemas whose circle had no meaning.
  private(set) var cutPlaces: [JSONPointer] = []
  /// Schemas from which on a chain was too long.
  private(set) var overlongPlaces: [JSONPointer] = []

  private var finished: [Bool]
  /// Schema → how many it applies one after the other at most, itself included; known once finished.
  private var chainLengths: [Int]
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
    chainLengths = Array(repeating: 0, count: schemas.count)
  }

  mutating func run() {
    var start = 0
    // Copies are appended on the way and are looked at in their turn.
    while start < schemas.count {
      if !finished[start] { search(from: start) }
      start += 1
    }
  }

  // MARK: Finding

  /// The edges out of a schema, the first one last so that it can be taken from the end.
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
    return edges.reversed()
  }

  /// Looks at all that one schema applies, depth-first with a stack of its own, and resolves the circles.
  private mutating func search(from start: Int) {
    var path: [Edge] = []
    var positions = [start: 0]
    var untried = [edges(of: start)]
    while var edge = untried.last?.last {
      untried[untried.count - 1].removeLast()
      if let position = positions[edge.to] {
        let (entry, target) = resolve(path[position...] + [edge])
        let index = position + entry
        if index < path.count {
          // The edge to change lies behind: go back to where it begins.
          edge = path[index]
          for left in path[index...] { positions[left.to] = nil }
          path.removeSubrange(index...)
          untried.removeSubrange((index + 1)...)
        }
        edge.to = target
        redirect(edge)
        untried[untried.count - 1].append(edge)
      } else if !finished[edge.to] {
        path.append(edge)
        positions[edge.to] = path.count
        untried.append(edges(of: edge.to))
      }
      while untried.last?.isEmpty == true {
        untried.removeLast()
        let done = path.popLast()?.to ?? start
        positions[done] = nil
        finish(done)
      }
    }
    finish(start)
  }

  /// Measures a schema of which all that it applies is finished, and cuts what is too long.
  private mutating func finish(_ index: Int) {
    guard !finished[index] else { return }
    finished[index] = true
    var length = 0
    var isOverlong = false
    for var edge in edges(of: index) {
      if chainLengths[edge.to] >= Self.chainMax {
        isOverlong = true
        edge.to = schemaThatClaimsNothing()
        redirect(edge)
      }
      length = max(length, chainLengths[edge.to])
    }
    if isOverlong { overlongPlaces.append(schemas[index].pointer) }
    chainLengths[index] = length + 1
  }

  // MARK: Resolving

  /// Decides which edge of a circle leads elsewhere, by its index in it, and where to.
  private mutating func resolve(_ edges: ArraySlice<Edge>) -> (index: Int, target: Int) {
    let cycle = Array(edges)
    // An edge into a schema that the circle leaves by one of its branches, best one that extends it.
    let entries = cycle.indices.filter { index in
      !cycle[index].kind.isBranch && cycle[(index + 1) % cycle.count].kind.isBranch
    }
    guard let entry = entries.first(where: { extends(cycle, $0) }) ?? entries.last else {
      let last = cycle.count - 1
      cutPlaces.append(schemas[cycle[last].from].pointer)
      return (last, schemaThatClaimsNothing())
    }
    return (entry, base(of: cycle[entry].to))
  }

  /// Whether the way into the edge, over references, begins with `allOf`.
  private func extends(_ cycle: [Edge], _ index: Int) -> Bool {
    for distance in cycle.indices {
      switch cycle[(index - distance + cycle.count) % cycle.count].kind {
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
    chainLengths.append(0)
    return schemas.count - 1
  }

  /// Writes where the edge leads now into its schema.
  private mutating func redirect(_ edge: Edge) {
    let id = SchemaID(index: edge.to)
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
