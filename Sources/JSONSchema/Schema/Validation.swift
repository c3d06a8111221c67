/// One run of a validator over one instance.
struct Validation {
  let validator: SchemaValidator
  private(set) var errors: [ValidationError] = []
  /// Errors are recorded up to here; at 0 the first one ends the run.
  private var errorsMax: Int
  /// The way to the value that is being looked at.
  var path: [PathStep] = []
  /// Failed alternatives that are being explained, one inside the other.
  var explanations = 0
  private var steps = 0
  private var depth = 0
  /// The schema resources entered, for `$dynamicRef`.
  private var scope: [SchemaID?] = []

  init(_ validator: SchemaValidator, errorsMax: Int) {
    self.validator = validator
    self.errorsMax = errorsMax
  }

  /// Whether no more errors are wanted, so that the first one decides.
  var isQuiet: Bool { errors.count >= errorsMax }

  mutating func check(_ instance: JSONValue, _ id: SchemaID) -> Bool {
    var evaluated: Evaluated?
    return check(instance, id, exempt: [], &evaluated)
  }

  /// Applies a schema to a value.
  ///
  /// - Parameters:
  ///   - exempt: names that the schemas around this one, at the same value, excuse from `required`.
  ///   - evaluated: gets the members and items that were looked at when the schema accepts the value;
  ///     `nil` when nobody asks for it.
  mutating func check(
    _ instance: JSONValue,
    _ id: SchemaID,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    guard steps < validator.limits.stepsMax, depth < validator.limits.depthMax else {
      evaluated?.markAll()
      return true
    }
    steps += 1
    depth += 1
    defer { depth -= 1 }
    let node = validator.nodes[id.index]
    if node.schema.unresolvedReference != nil {
      evaluated?.markAll()
      return true
    }
    if node.schema.acceptsNothing {
      return fail(node, nil, "is not allowed")
    }
    let entersResource = !validator.dynamicTargets.isEmpty && scope.last != node.schema.resource
    if entersResource || scope.isEmpty { scope.append(node.schema.resource) }
    defer { if entersResource { scope.removeLast() } }

    var own: Evaluated? = evaluated != nil || node.tracksUnevaluated ? Evaluated() : nil
    let exempt = node.exempt.isEmpty ? exempt : exempt.union(node.exempt)
    guard checkAll(instance, node, exempt: exempt, &own) else { return false }
    if let own { evaluated?.formUnion(own) }
    return true
  }

  private mutating func checkAll(
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ own: inout Evaluated?
  ) -> Bool {
    if instance.isNull, node.schema.toleratesNull { return true }
    var isValid = checkValue(instance, node)
    guard isValid || !isQuiet else { return false }
    isValid = checkApplicators(instance, node, exempt: exempt, &own) && isValid
    guard isValid || !isQuiet else { return false }
    switch instance {
    case .number(let number) where node.restrictsNumbers:
      return checkNumber(number, node) && isValid
    case .string(let string) where node.restrictsStrings:
      return checkString(string, node) && isValid
    case .array(let elements):
      isValid = checkArray(elements, node, &own) && isValid
      // After an error it is not known what has been evaluated.
      return isValid && checkUnevaluated(elements, node, &own)
    case .object(let object):
      isValid = checkObject(object, node, exempt: exempt, &own) && isValid
      return isValid && checkUnevaluated(object, node, &own)
    default:
      return isValid
    }
  }

  // MARK: Descending

  /// Applies a schema to a member or an element.
  mutating func checkChild(
    _ instance: JSONValue,
    _ step: PathStep,
    _ id: SchemaID,
    _ keyword: String,
    of node: ValidatorNode
  ) -> Bool {
    path.append(step)
    defer { path.removeLast() }
    if validator.nodes[id.index].schema.acceptsNothing {
      return fail(node, keyword, "is not allowed")
    }
    return check(instance, id)
  }

  /// Applies a schema without recording what is wrong.
  mutating func accepts(
    _ instance: JSONValue,
    _ id: SchemaID,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    let (kept, keptMax) = (errors, errorsMax)
    (errors, errorsMax) = ([], 0)
    defer { (errors, errorsMax) = (kept, keptMax) }
    return check(instance, id, exempt: exempt, &evaluated)
  }

  mutating func accepts(_ instance: JSONValue, _ id: SchemaID) -> Bool {
    var evaluated: Evaluated?
    return accepts(instance, id, exempt: [], &evaluated)
  }

  /// The first few things that are wrong by one schema.
  mutating func faults(
    of instance: JSONValue,
    by id: SchemaID,
    exempt: Set<String>,
    atMost count: Int
  ) -> [ValidationError] {
    let (kept, keptMax) = (errors, errorsMax)
    (errors, errorsMax) = ([], count)
    defer { (errors, errorsMax) = (kept, keptMax) }
    var evaluated: Evaluated?
    _ = check(instance, id, exempt: exempt, &evaluated)
    return errors
  }

  /// The schema that a dynamic reference leads to from here (2020-12 core §8.2.3.2): the anchor in
  /// the outermost resource that has it.
  func dynamicTarget(_ anchor: String) -> SchemaID? {
    for resource in scope {
      let key = DynamicAnchor(resource: resource, name: anchor)
      if let target = validator.dynamicTargets[key] { return target }
    }
    return nil
  }

  // MARK: Errors

  /// Records an error at the current place; always `false`.
  ///
  /// - Parameter keyword: `nil` for the schema `false`.
  mutating func fail(
    _ node: ValidatorNode,
    _ keyword: String?,
    _ predicate: @autoclosure () -> String
  ) -> Bool {
    guard !isQuiet else { return false }
    let pointer = JSONPointer(path: path)
    let subject = pointer.isRoot ? "The value" : pointer.description
    errors.append(
      ValidationError(
        instancePointer: pointer,
        schemaPointer: keyword.map { node.schema.pointer.appending($0) } ?? node.schema.pointer,
        keyword: keyword ?? "false",
        message: "\(subject) \(predicate())."
      )
    )
    return false
  }

  /// Records errors found elsewhere, as many as are still wanted.
  mutating func record(_ found: [ValidationError]) {
    errors += found.prefix(max(0, errorsMax - errors.count))
  }
}

/// The members and items of one value that some schema has looked at (2020-12 core §11).
struct Evaluated {
  private var names: Set<String> = []
  private var indexes: Set<Int> = []
  private var prefixCount = 0
  private var hasAll = false

  func contains(_ name: String) -> Bool { hasAll || names.contains(name) }

  func contains(_ index: Int) -> Bool {
    hasAll || index < prefixCount || indexes.contains(index)
  }

  mutating func mark(_ name: String) { names.insert(name) }

  mutating func mark(_ index: Int) { indexes.insert(index) }

  mutating func markItems(before count: Int) { prefixCount = max(prefixCount, count) }

  mutating func markAll() { hasAll = true }

  mutating func formUnion(_ other: Evaluated) {
    names.formUnion(other.names)
    indexes.formUnion(other.indexes)
    prefixCount = max(prefixCount, other.prefixCount)
    hasAll = hasAll || other.hasAll
  }
}
