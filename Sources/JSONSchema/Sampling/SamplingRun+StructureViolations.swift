import OrderedCollections

/// Violations of what is said about elements and members.
extension SamplingRun {
  mutating func addArrays(_ position: Position, to collector: inout ViolationCollector) {
    let view = position.view
    let elements = position.value.arrayValue ?? []
    if let minimum = view.minItems, minimum > 0, elements.count >= minimum - 1 {
      collector.add(
        .init(
          scope: position.scope,
          keyword: "minItems",
          pointer: position.pointer,
          label: "\(position.name) has fewer items than minItems \(minimum)",
          candidates: [.array(Array(elements.prefix(minimum - 1)))]
        )
      )
    }
    if let maximum = view.maxItems { addTooManyItems(maximum, position, to: &collector) }
    if view.uniqueItems { addEqualItems(elements, position, to: &collector) }
    let beyond = schemas(forElement: elements.count, in: view)
    if !beyond.isEmpty, self.view(beyond).contradiction != nil {
      collector.add(
        .init(
          scope: position.scope,
          keyword: "items",
          pointer: position.pointer.appending(elements.count),
          label: "\(position.name) has an unexpected item",
          candidates: ["unexpected"]
        )
      )
    }
    for (schema, minimum) in view.contains where minimum > 0 {
      let others = elements.filter { !isValid($0, [schema]) }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "contains",
          pointer: position.pointer,
          label: "\(position.name) lacks an item that it must contain",
          candidates: [.array(others)]
        )
      )
    }
  }

  private mutating func addTooManyItems(
    _ maximum: Int,
    _ position: Position,
    to collector: inout ViolationCollector
  ) {
    let label = "\(position.name) has more items than maxItems \(maximum)"
    guard maximum < SamplingLimits.itemsMax else {
      collector.omit(label, "more than \(SamplingLimits.itemsMax) items are not made")
      return
    }
    do throws(SamplingError) {
      let elements = try elements(maximum + 1, position)
      collector.add(
        .init(
          scope: position.scope,
          keyword: "maxItems",
          pointer: position.pointer,
          label: label,
          candidates: [.array(elements)]
        )
      )
    } catch {
      collector.omit(label, error.reason)
    }
  }

  private mutating func addEqualItems(
    _ elements: [JSONValue],
    _ position: Position,
    to collector: inout ViolationCollector
  ) {
    let label = "\(position.name) has equal items"
    let first = elements.first ?? (try? self.elements(1, position))?.first
    guard let first else {
      collector.omit(label, "no item could be made")
      return
    }
    var candidates: [JSONValue?] = []
    if elements.count >= 2 { candidates.append(.array(Array(elements.dropLast()) + [first])) }
    candidates.append(.array((elements.isEmpty ? [first] : elements) + [first]))
    collector.add(
      .init(
        scope: position.scope,
        keyword: "uniqueItems",
        pointer: position.pointer,
        label: label,
        candidates: candidates
      )
    )
  }

  mutating func addObjects(_ position: Position, to collector: inout ViolationCollector) {
    guard let object = position.value.objectValue else { return }
    let view = position.view
    for name in object.keys where view.required.contains(name) {
      let pointer = position.pointer.appending(name)
      collector.add(
        .init(
          scope: position.scope,
          keyword: "required",
          pointer: pointer,
          label: "\(Position.name(pointer)) is missing",
          candidates: [nil]
        )
      )
    }
    for (name, dependents) in view.dependentRequired where object[name] != nil {
      for dependent in dependents
      where object[dependent] != nil && !view.required.contains(dependent) {
        let pointer = position.pointer.appending(dependent)
        collector.add(
          .init(
            scope: position.scope,
            keyword: "dependentRequired",
            pointer: pointer,
            label: "\(Position.name(pointer)) is missing beside \(name)",
            candidates: [nil]
          )
        )
      }
    }
    if !view.allowsAdditionalProperties { addUnexpectedMember(position, to: &collector) }
    if !view.propertyNames.isEmpty { addBadName(position, to: &collector) }
    addMemberCounts(object, position, to: &collector)
  }

  private func addUnexpectedMember(
    _ position: Position,
    to collector: inout ViolationCollector
  ) {
    // The second is for objects whose `patternProperties` take every plain name.
    let names = ["unexpectedMember", "x!unexpected"].filter { position.value[$0] == nil }
    let forbidden = names.first { name in
      position.schemas.contains { id in
        !validator.isValid(
          position.value.replacing(at: JSONPointer([name]), with: "unexpected"),
          against: id
        )
      }
    }
    guard let name = forbidden else { return }
    let isEvaluated = position.view.sources.allSatisfy { id in
      arena[id].additionalProperties.map { !arena[$0].acceptsNothing } ?? true
    }
    collector.add(
      .init(
        scope: position.scope,
        keyword: isEvaluated ? "unevaluatedProperties" : "additionalProperties",
        pointer: position.pointer.appending(name),
        label: "\(position.name) has an unexpected member",
        candidates: ["unexpected"]
      )
    )
  }

  private func addBadName(_ position: Position, to collector: inout ViolationCollector) {
    for name in ["not a valid name!", ""] where position.value[name] == nil {
      guard position.view.propertyNames.contains(where: { !isValid(.string(name), [$0]) }) else {
        continue
      }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "propertyNames",
          pointer: position.pointer.appending(name),
          label: "\(position.name) has a member with an invalid name",
          candidates: ["unexpected"]
        )
      )
      return
    }
  }

  private mutating func addMemberCounts(
    _ object: JSONObject,
    _ position: Position,
    to collector: inout ViolationCollector
  ) {
    let view = position.view
    if let minimum = view.minProperties, minimum > 0 {
      let label = "\(position.name) has fewer members than minProperties \(minimum)"
      if let smaller = object.reduced(to: minimum - 1, keeping: view) {
        collector.add(
          .init(
            scope: position.scope,
            keyword: "minProperties",
            pointer: position.pointer,
            label: label,
            candidates: [.object(smaller)]
          )
        )
      } else {
        collector.omit(label, "as many members are required")
      }
    }
    if let maximum = view.maxProperties {
      let label = "\(position.name) has more members than maxProperties \(maximum)"
      guard maximum - object.count < SamplingLimits.itemsMax else {
        collector.omit(label, "more than \(SamplingLimits.itemsMax) members are not added")
        return
      }
      collector.add(
        .init(
          scope: position.scope,
          keyword: "maxProperties",
          pointer: position.pointer,
          label: label,
          candidates: [.object(extended(object, to: maximum + 1, position))]
        )
      )
    }
  }
}
