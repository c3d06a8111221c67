import OrderedCollections

/// Keywords that apply other schemas to the same value (2020-12 core §8.2.3, §10.2).
extension Validation {
  mutating func checkApplicators(
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    let schema = node.schema
    var isValid = true
    if let target = schema.dynamicReferenceAnchor.flatMap(dynamicTarget) ?? schema.reference {
      isValid = check(instance, target, exempt: exempt, &evaluated)
    }
    for id in schema.allOf {
      guard isValid || !isQuiet else { return false }
      isValid = check(instance, id, exempt: exempt, &evaluated) && isValid
    }
    if !schema.anyOf.isEmpty {
      isValid = checkAnyOf(instance, node, exempt: exempt, &evaluated) && isValid
    }
    if !schema.oneOf.isEmpty {
      isValid = checkOneOf(instance, node, exempt: exempt, &evaluated) && isValid
    }
    if let id = schema.not, accepts(instance, id) {
      isValid = fail(node, "not", "must not be what `not` describes, but is \(instance.excerpt)")
    }
    guard isValid || !isQuiet else { return false }
    isValid = checkCondition(instance, node, exempt: exempt, &evaluated) && isValid
    if case .object(let object) = instance {
      for (name, id) in schema.dependentSchemas where object[name] != nil {
        isValid = check(instance, id, exempt: exempt, &evaluated) && isValid
      }
    }
    return isValid
  }

  private mutating func checkAnyOf(
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    var hasMatch = false
    for id in node.schema.anyOf where accepts(instance, id, exempt: exempt, &evaluated) {
      hasMatch = true
      // The others matter only to what they evaluate.
      if evaluated == nil { break }
    }
    return hasMatch || failAlternatives("anyOf", node.schema.anyOf, instance, node, exempt: exempt)
  }

  private mutating func checkOneOf(
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    var matches: [Int] = []
    for (index, id) in node.schema.oneOf.enumerated()
    where accepts(instance, id, exempt: exempt, &evaluated) {
      matches.append(index)
      guard matches.count == 1 else { break }
    }
    switch matches.count {
    case 0:
      return failAlternatives("oneOf", node.schema.oneOf, instance, node, exempt: exempt)
    case 1:
      return true
    default:
      let names = matches.map { title(node.schema.oneOf[$0], number: $0 + 1) }
      return fail(
        node,
        "oneOf",
        "must be exactly one of \(node.schema.oneOf.count) alternatives, but is both "
          + names.joined(separator: " and ")
      )
    }
  }

  private mutating func checkCondition(
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    guard let condition = node.schema.ifSchema else { return true }
    let branch =
      accepts(instance, condition, exempt: exempt, &evaluated)
      ? node.schema.thenSchema : node.schema.elseSchema
    return branch.map { check(instance, $0, exempt: exempt, &evaluated) } ?? true
  }

  // MARK: Explaining

  /// Explanations inside each other.
  private static let explanationsMax = 2

  /// Records that no alternative accepts the value, with what is wrong by the one that was meant.
  private mutating func failAlternatives(
    _ keyword: String,
    _ branches: [SchemaID],
    _ instance: JSONValue,
    _ node: ValidatorNode,
    exempt: Set<String>
  ) -> Bool {
    guard !isQuiet else { return false }
    var predicate = "must be one of \(branches.count) alternatives, but is none of them"
    // Alternatives inside alternatives are explained to a small depth only, or the work multiplies.
    guard explanations < Self.explanationsMax else { return fail(node, keyword, predicate) }
    explanations += 1
    defer { explanations -= 1 }
    if let meant = discriminated(branches, instance, node) {
      let faults = faults(of: instance, by: meant, exempt: exempt, atMost: 10)
      if !faults.isEmpty {
        record(faults)
        return false
      }
    }
    var closest: (index: Int, faults: [ValidationError])?
    for (index, id) in branches.prefix(50).enumerated() {
      let faults = faults(of: instance, by: id, exempt: exempt, atMost: 4)
      if closest.map({ isCloser(faults, than: $0.faults) }) ?? true { closest = (index, faults) }
    }
    if let closest, let fault = closest.faults.first {
      let name = title(branches[closest.index], number: closest.index + 1)
      let reason = fault.message.prefix(1).lowercased() + fault.message.dropFirst().dropLast()
      predicate += "; to be \(name), \(reason)"
    }
    return fail(node, keyword, predicate)
  }

  /// Faults deeper inside the value mean that its outline fits; otherwise fewer are closer.
  private func isCloser(_ left: [ValidationError], than right: [ValidationError]) -> Bool {
    func depth(_ faults: [ValidationError]) -> Int {
      faults.map { $0.keyword == "type" ? $0.instancePointer.tokens.count : path.count + 1 }.min()
        ?? 0
    }
    return depth(left) != depth(right) ? depth(left) > depth(right) : left.count < right.count
  }

  /// The branch that the value itself names by its discriminator.
  private func discriminated(
    _ branches: [SchemaID],
    _ instance: JSONValue,
    _ node: ValidatorNode
  ) -> SchemaID? {
    guard let discriminator = node.schema.discriminator,
      let value = instance[discriminator.propertyName]?.stringValue,
      let target = discriminator.mapping[value]
    else { return nil }
    return branches.first {
      $0 == target || validator.nodes[$0.index].schema.reference == target
    }
  }

  private func title(_ id: SchemaID, number: Int) -> String {
    let schema = validator.nodes[id.index].schema
    let target = schema.reference.map { validator.nodes[$0.index].schema }
    return schema.name ?? target?.name ?? schema.title ?? "alternative \(number)"
  }
}
