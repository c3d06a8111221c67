import OrderedCollections

/// Building objects.
extension SamplingRun {
  /// Every schema that applies to the member of that name, as `properties`, `patternProperties` and
  /// `additionalProperties` say.
  mutating func schemas(forMember name: String, in view: SchemaView) -> [SchemaID] {
    var result: OrderedSet<SchemaID> = []
    for id in view.sources {
      let schema = arena[id]
      var isDescribed = false
      if let property = schema.properties[name] {
        result.append(property)
        isDescribed = true
      }
      for (pattern, property) in schema.patternProperties
      where regex(pattern)?.matches(name) == true {
        result.append(property)
        isDescribed = true
      }
      if !isDescribed, let additional = schema.additionalProperties { result.append(additional) }
    }
    if result.isEmpty {
      for id in view.sources {
        if let unevaluated = arena[id].unevaluatedProperties { result.append(unevaluated) }
      }
    }
    return result.elements
  }

  /// Whether the member is left out in this direction (3.1.1 §4.8.24: `readOnly`, `writeOnly`).
  mutating func isLeftOut(_ schemas: [SchemaID]) -> Bool {
    let view = view(schemas)
    return direction == .request && view.isReadOnly || direction == .response && view.isWriteOnly
  }

  mutating func object(
    _ view: SchemaView,
    _ ids: [SchemaID],
    proving original: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> JSONValue {
    var ids = ids
    var view = view
    var names = try memberNames(view, ids, place)
    for dependent in view.dependentSchemas where names.contains(dependent.name) {
      ids.append(dependent.schema)
    }
    if ids.count > 1 {
      view = self.view(ids)
      names = try memberNames(view, ids, place)
    }
    let object = try members(names, view, ids, place)
    let whole = JSONValue.object(object)
    guard view.needsProof || original != ids, !isValid(whole, original), place.members == nil else {
      return whole
    }
    return repaired(object, view, proving: original) ?? whole
  }

  /// The required members alone, then every optional one that leaves the object valid.
  private mutating func repaired(
    _ object: JSONObject,
    _ view: SchemaView,
    proving ids: [SchemaID]
  ) -> JSONValue? {
    let optional = object.keys.filter { !view.required.contains($0) }
    var kept = object
    for name in optional { kept.removeValue(forKey: name) }
    var best: JSONObject? = isValid(.object(kept), ids) ? kept : nil
    // Twice, because a member may need another one that comes later.
    for name in (optional + optional).prefix(2 * SamplingLimits.itemsMax) where kept[name] == nil {
      var attempt = kept
      attempt[name] = object[name]
      if isValid(.object(attempt), ids) {
        kept = attempt
        best = attempt
      } else if best == nil {
        // Nothing valid yet: the members may be needed together.
        kept = attempt
      }
    }
    return best.map { best in
      // In the order in which they were first built.
      .object(JSONObject(object.filter { best[$0.key] != nil }.map { ($0.key, $0.value) }))
    }
  }

  // MARK: Which members

  /// The names in the document's order: declared ones first, then what is required beyond them.
  private mutating func memberNames(
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> OrderedSet<String> {
    var chosen = Set(view.required).union(view.pinnedMembers.keys)
    for name in place.members ?? [] { chosen.insert(name) }
    // Members that nothing asks for are looked at only where some may be added.
    let mayAdd =
      place.members == nil && place.fill == .allFields && !place.isDeep || view.minProperties != nil
    var available: [String] = []
    for name in view.properties.keys where mayAdd || chosen.contains(name) {
      let schemas = schemas(forMember: name, in: view)
      if isLeftOut(schemas) {
        chosen.remove(name)
      } else {
        available.append(name)
      }
    }
    if place.members == nil { addOptional(&chosen, available, view, ids, place) }
    addDependents(&chosen, view)
    if let minimum = view.minProperties {
      for name in available where chosen.count < minimum { chosen.insert(name) }
    }
    var names = OrderedSet(available.filter(chosen.contains))
    names.append(contentsOf: view.required.filter { chosen.contains($0) })
    names.append(contentsOf: (place.members ?? []).filter { chosen.contains($0) })
    names.append(contentsOf: chosen.subtracting(names).sorted())
    if let maximum = view.maxProperties, place.members == nil {
      for name in names.reversed() where names.count > maximum && !view.required.contains(name) {
        names.remove(name)
      }
    }
    try addUndeclared(&names, view, place)
    return names
  }

  private mutating func addOptional(
    _ chosen: inout Set<String>,
    _ available: [String],
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) {
    guard place.fill == .allFields, !place.isDeep else { return }
    let around = place.ancestors + identity(ids)
    var room = place.pointer.isRoot ? Int.max : place.nodes - chosen.count
    for name in available where !chosen.contains(name) && room > 0 {
      let schemas = schemas(forMember: name, in: view)
      // What has no exit, or is what is around it already, stays out.
      guard height(schemas) != nil, !repeats(schemas, around) else { continue }
      chosen.insert(name)
      room -= 1
    }
  }

  private mutating func repeats(_ schemas: [SchemaID], _ around: [SchemaID]) -> Bool {
    identity(schemas).contains { id in
      around.count { $0 == id } > SamplingLimits.repetitionsMax
    }
  }

  private func addDependents(_ chosen: inout Set<String>, _ view: SchemaView) {
    var open = view.dependentRequired.keys.elements.filter(chosen.contains)
    while let name = open.popLast() {
      for dependent in view.dependentRequired[name] ?? []
      where chosen.insert(dependent).inserted && view.dependentRequired[dependent] != nil {
        open.append(dependent)
      }
    }
  }

  /// Members that no schema declares by name: as many as `minProperties` needs; one for a map.
  private mutating func addUndeclared(
    _ names: inout OrderedSet<String>,
    _ view: SchemaView,
    _ place: Place
  ) throws(SamplingError) {
    let isMap =
      view.properties.isEmpty && view.describesAdditionalMembers && place.fill == .allFields
      && place.nodes > 0 && !place.isDeep && place.members == nil
    let wanted = max(view.minProperties ?? 0, isMap ? names.count + 1 : 0)
    guard names.count < wanted, names.count < view.maxProperties ?? .max else { return }
    guard wanted - names.count <= SamplingLimits.itemsMax else {
      throw SamplingError(
        pointer: place.pointer,
        reason: "minProperties \(wanted) is beyond what is made (\(SamplingLimits.itemsMax))"
      )
    }
    for index in 0..<SamplingLimits.itemsMax * 2 where names.count < wanted {
      guard let name = undeclaredName(index, view, place) else { break }
      let schemas = schemas(forMember: name, in: view)
      let around = place.ancestors
      if self.view(schemas).contradiction == nil, isMap ? !repeats(schemas, around) : true {
        names.append(name)
      }
    }
  }

  private mutating func undeclaredName(
    _ index: Int,
    _ view: SchemaView,
    _ place: Place
  ) -> String? {
    var inner = place
    inner.pointer = place.pointer.appending("name \(index)")
    inner.name = nil
    inner.hints = []
    if !view.propertyNames.isEmpty {
      return (try? value(view.propertyNames, inner))?.stringValue
    }
    if let pattern = view.patternProperties.first, let regex = regex(pattern) {
      var generator = generator(inner)
      return RegexGenerator(regex, lengths: 1...SamplingLimits.stringLengthMax)?
        .string(using: &generator)
    }
    let known = place.hints.first?.objectValue?.keys ?? view.examples.first?.objectValue?.keys
    if let known, known.indices.contains(index) { return known[index] }
    return index == 0 ? "example" : "example\(index + 1)"
  }

  // MARK: Their values

  private mutating func members(
    _ names: OrderedSet<String>,
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> JSONObject {
    let pinned = view.pinnedMembers
    var composites = 1
    for name in names where isComposite(schemas(forMember: name, in: view)) { composites += 1 }
    var object = JSONObject()
    for name in names {
      let schemas = schemas(forMember: name, in: view)
      var inner = Place(pointer: place.pointer.appending(name), name: name, fill: place.fill)
      inner.nodes = max(0, place.nodes - names.count) / composites
      inner.ancestors = place.ancestors + identity(ids)
      inner.hints = hints(view, place) { $0[name] }
      if let value = pinned[name] { inner.hints.insert(.string(value), at: 0) }
      if let value = pinned[name].map(JSONValue.string), isValid(value, schemas) {
        object[name] = value
        continue
      }
      do throws(SamplingError) {
        object[name] = try value(schemas, inner)
      } catch {
        let isWanted = view.required.contains(name) || place.members?.contains(name) == true
        if isWanted { throw error }
      }
    }
    return object
  }

  private mutating func isComposite(_ schemas: [SchemaID]) -> Bool {
    let view = view(schemas)
    return !view.types.isDisjoint(with: [.array, .object]) && view.enumeration == nil
  }
}
