/// Validates instances against the schemas of an arena.
///
/// What cannot be decided is not claimed: unresolved references, patterns that do not compile and unknown
/// formats accept everything, and so does whatever lies beyond the ``Limits``.
package struct SchemaValidator: Sendable {
  /// The side of the conversation an instance belongs to.
  package enum Direction: Sendable, Hashable {
    /// Members that are `readOnly` are not required.
    case request
    /// Members that are `writeOnly` are not required.
    case response
    case neutral
  }

  /// The bounds of one validation.
  package struct Limits: Sendable {
    /// Validation stops after this many errors.
    package var errorsMax = 50
    /// Schemas that apply inside each other, counted along the instance and along references.
    package var depthMax = 1_000
    /// Applications of a schema to a value.
    package var stepsMax = 50_000

    package init() {}
  }

  let arena: SchemaArena
  let assertsFormats: Bool
  let limits: Limits
  let nodes: [ValidatorNode]
  let dynamicTargets: [DynamicAnchor: SchemaID]

  package init(
    arena: SchemaArena,
    direction: Direction = .neutral,
    assertsFormats: Bool = true,
    limits: Limits = Limits()
  ) {
    self.arena = arena
    self.assertsFormats = assertsFormats
    self.limits = limits
    var exemptions = Exemptions(arena: arena, direction: direction)
    var patterns: [String: ECMARegex?] = [:]
    var dynamicTargets: [DynamicAnchor: SchemaID] = [:]
    var nodes: [ValidatorNode] = []
    nodes.reserveCapacity(arena.count)
    for index in 0..<arena.count {
      let id = SchemaID(index: index)
      let schema = arena[id]
      nodes.append(
        ValidatorNode(schema, exempt: exemptions.names(in: id)) { pattern in
          if let known = patterns[pattern] { return known }
          // A pattern that cannot be compiled has been reported by the compiler; it claims nothing.
          let regex = try? ECMARegex(pattern)
          patterns[pattern] = .some(regex)
          return regex
        }
      )
      if let anchor = schema.dynamicAnchor {
        dynamicTargets[DynamicAnchor(resource: schema.resource, name: anchor)] = id
      }
    }
    self.nodes = nodes
    self.dynamicTargets = dynamicTargets
  }

  /// What is wrong with the instance, in the order in which it is found; empty when it is valid.
  package func validate(_ instance: JSONValue, against id: SchemaID) -> [ValidationError] {
    var run = Validation(self, errorsMax: limits.errorsMax)
    _ = run.check(instance, id)
    return run.errors
  }

  package func isValid(_ instance: JSONValue, against id: SchemaID) -> Bool {
    var run = Validation(self, errorsMax: 0)
    return run.check(instance, id)
  }
}

/// One thing that is wrong with an instance.
package struct ValidationError: Hashable, Sendable {
  /// The value that is wrong.
  package var instancePointer: JSONPointer
  /// The keyword that says so, in the schema's document.
  package var schemaPointer: JSONPointer
  package var keyword: String
  /// A sentence.
  package var message: String

  package init(
    instancePointer: JSONPointer,
    schemaPointer: JSONPointer,
    keyword: String,
    message: String
  ) {
    self.instancePointer = instancePointer
    self.schemaPointer = schemaPointer
    self.keyword = keyword
    self.message = message
  }
}

extension ValidationError: CustomStringConvertible {
  package var description: String { message }
}

/// The key of a `$dynamicAnchor`: its name and the resource it stands in.
struct DynamicAnchor: Hashable {
  var resource: SchemaID?
  var name: String
}
