import OrderedCollections

/// Keywords about arrays and objects (2020-12 core §10.3, §11, validation §6.4–6.5).
extension Validation {
  // MARK: Arrays

  mutating func checkArray(
    _ elements: [JSONValue],
    _ node: ValidatorNode,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    let schema = node.schema
    var isValid = true
    if let minimum = schema.minItems, elements.count < minimum {
      isValid = fail(
        node,
        "minItems",
        "must have at least \(Self.counted(minimum, "item")), but has \(elements.count)"
      )
    }
    if let maximum = schema.maxItems, elements.count > maximum {
      isValid = fail(
        node,
        "maxItems",
        "must have at most \(Self.counted(maximum, "item")), but has \(elements.count)"
      )
    }
    if schema.uniqueItems, let (first, second) = Self.repetition(in: elements) {
      isValid = fail(
        node,
        "uniqueItems",
        "must not repeat an item, but items \(first) and \(second) are equal"
      )
    }
    for (index, (element, id)) in zip(elements, schema.prefixItems).enumerated() {
      isValid = checkChild(element, .index(index), id, "prefixItems", of: node) && isValid
      guard isValid || !isQuiet else { return false }
    }
    evaluated?.markItems(before: schema.prefixItems.count)
    if let id = schema.items {
      for index in elements.indices.dropFirst(schema.prefixItems.count) {
        isValid = checkChild(elements[index], .index(index), id, "items", of: node) && isValid
        guard isValid || !isQuiet else { return false }
      }
      evaluated?.markItems(before: elements.count)
    }
    return checkContains(elements, node, &evaluated) && isValid
  }

  private mutating func checkContains(
    _ elements: [JSONValue],
    _ node: ValidatorNode,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    guard let id = node.schema.contains else { return true }
    let minimum = node.schema.minContains ?? 1
    var matches = 0
    for (index, element) in elements.enumerated() where accepts(element, id) {
      matches += 1
      evaluated?.mark(index)
    }
    if matches < minimum {
      return fail(
        node,
        node.schema.minContains == nil ? "contains" : "minContains",
        "must contain at least \(Self.counted(minimum, "item")) of the kind asked for, but has \(matches)"
      )
    }
    if let maximum = node.schema.maxContains, matches > maximum {
      return fail(
        node,
        "maxContains",
        "must contain at most \(Self.counted(maximum, "item")) of the kind asked for, but has \(matches)"
      )
    }
    return true
  }

  mutating func checkUnevaluated(
    _ elements: [JSONValue],
    _ node: ValidatorNode,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    guard let id = node.schema.unevaluatedItems else { return true }
    var isValid = true
    for (index, element) in elements.enumerated() where evaluated?.contains(index) != true {
      isValid =
        checkChild(element, .index(index), id, "unevaluatedItems", of: node) && isValid
      guard isValid || !isQuiet else { return false }
    }
    evaluated?.markAll()
    return isValid
  }

  private static func repetition(in elements: [JSONValue]) -> (Int, Int)? {
    var seen: [JSONValue: Int] = [:]
    for (index, element) in elements.enumerated() {
      if let first = seen.updateValue(index, forKey: element) { return (first, index) }
    }
    return nil
  }

  // MARK: Objects

  mutating func checkObject(
    _ object: JSONObject,
    _ node: ValidatorNode,
    exempt: Set<String>,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    var isValid = checkPresence(object, node, exempt: exempt)
    for (name, value) in object {
      guard isValid || !isQuiet else { return false }
      isValid = checkMember(name, value, node, &evaluated) && isValid
    }
    return isValid
  }

  private mutating func checkPresence(
    _ object: JSONObject,
    _ node: ValidatorNode,
    exempt: Set<String>
  ) -> Bool {
    let schema = node.schema
    var isValid = true
    for name in schema.required where object[name] == nil && !exempt.contains(name) {
      isValid = fail(node, "required", "must have the member \"\(name)\"")
    }
    if let minimum = schema.minProperties, object.count < minimum {
      isValid = fail(
        node,
        "minProperties",
        "must have at least \(Self.counted(minimum, "member")), but has \(object.count)"
      )
    }
    if let maximum = schema.maxProperties, object.count > maximum {
      isValid = fail(
        node,
        "maxProperties",
        "must have at most \(Self.counted(maximum, "member")), but has \(object.count)"
      )
    }
    for (present, names) in schema.dependentRequired where object[present] != nil {
      for name in names where object[name] == nil && !exempt.contains(name) {
        isValid = fail(
          node,
          "dependentRequired",
          "must have the member \"\(name)\" since it has \"\(present)\""
        )
      }
    }
    return isValid
  }

  private mutating func checkMember(
    _ name: String,
    _ value: JSONValue,
    _ node: ValidatorNode,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    let schema = node.schema
    var isValid = true
    var isKnown = node.hasUnknownPattern
    if let id = schema.properties[name] {
      isKnown = true
      isValid = checkChild(value, .key(name), id, "properties", of: node)
    }
    for (regex, id) in node.patternProperties where regex.matches(name) {
      isKnown = true
      isValid = checkChild(value, .key(name), id, "patternProperties", of: node) && isValid
    }
    if !isKnown, let id = schema.additionalProperties {
      isKnown = true
      isValid =
        checkChild(value, .key(name), id, "additionalProperties", of: node) && isValid
    }
    if isKnown { evaluated?.mark(name) }
    if let id = schema.propertyNames, !accepts(.string(name), id) {
      isValid = fail(node, "propertyNames", "must not have a member of the name \"\(name)\"")
    }
    return isValid
  }

  mutating func checkUnevaluated(
    _ object: JSONObject,
    _ node: ValidatorNode,
    _ evaluated: inout Evaluated?
  ) -> Bool {
    guard let id = node.schema.unevaluatedProperties else { return true }
    var isValid = true
    for (name, value) in object where evaluated?.contains(name) != true {
      isValid =
        checkChild(value, .key(name), id, "unevaluatedProperties", of: node) && isValid
      guard isValid || !isQuiet else { return false }
    }
    evaluated?.markAll()
    return isValid
  }
}
