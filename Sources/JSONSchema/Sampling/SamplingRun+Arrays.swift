import OrderedCollections

/// Building arrays.
extension SamplingRun {
  /// Every schema that applies to the element at that index.
  func schemas(forElement index: Int, in view: SchemaView) -> [SchemaID] {
    var result: OrderedSet<SchemaID> = []
    for id in view.sources {
      let schema = arena[id]
      if index < schema.prefixItems.count {
        result.append(schema.prefixItems[index])
      } else if let items = schema.items ?? schema.unevaluatedItems {
        result.append(items)
      }
    }
    return result.elements
  }

  mutating func array(
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> [JSONValue] {
    let count = try elementCount(view, ids, place)
    // `contains` is met by the last elements, where no prefix says something else.
    var demands: [SchemaID] = []
    for (schema, minimum) in view.contains {
      demands += Array(repeating: schema, count: min(minimum, count))
    }
    var elements: [JSONValue] = []
    for index in 0..<count {
      var schemas = schemas(forElement: index, in: view)
      let demand = index - (count - demands.count)
      if demands.indices.contains(demand) { schemas.append(demands[demand]) }
      var inner = Place(
        pointer: place.pointer.appending(index),
        name: place.name.map(Self.singular),
        fill: place.fill
      )
      inner.nodes = max(0, place.nodes - count) / count
      inner.ancestors = place.ancestors + identity(ids)
      inner.hints = hints(view, place) { $0[index] }
      elements.append(
        try view.uniqueItems ? fresh(schemas, inner, besides: elements) : value(schemas, inner)
      )
    }
    return elements
  }

  private mutating func elementCount(
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> Int {
    let demanded = view.contains.reduce(0) { $0 + min($1.minimum, SamplingLimits.itemsMax) }
    let least = max(view.minItems ?? 0, demanded)
    guard least <= SamplingLimits.itemsMax else {
      throw SamplingError(
        pointer: place.pointer,
        reason: "minItems \(least) is beyond what is made (\(SamplingLimits.itemsMax))"
      )
    }
    if let count = place.count { return count }
    let most = view.maxItems ?? .max
    guard least < most, !place.isDeep else { return min(least, most) }
    // One element shows more than none, unless it would repeat what is around it.
    let schemas = schemas(forElement: 0, in: view)
    let around = place.ancestors + identity(ids)
    let isRepeating = identity(schemas).contains { id in around.contains(id) }
    let isPossible =
      height(schemas) != nil && !isRepeating && self.view(schemas).contradiction == nil
    let wished = view.prefixCount > 0 && place.fill == .allFields ? view.prefixCount : 1
    return isPossible && place.nodes > 0 ? min(max(least, wished), most) : least
  }

  /// A value that is not among the others yet.
  private mutating func fresh(
    _ schemas: [SchemaID],
    _ place: Place,
    besides others: [JSONValue]
  ) throws(SamplingError) -> JSONValue {
    let first = try value(schemas, place)
    if !others.contains(first) { return first }
    if let member = view(schemas).enumeration?.first(where: {
      !others.contains($0) && isValid($0, schemas)
    }) {
      return member
    }
    let before = salt
    defer { salt = before }
    for attempt in 0..<SamplingLimits.stringAttemptsMax {
      salt = "\(before)#\(attempt)"
      let candidate = try value(schemas, place)
      if !others.contains(candidate) { return candidate }
    }
    if view(schemas).types == .boolean, !others.contains(false) { return false }
    if let numbered = numbered(first, schemas, besides: others) { return numbered }
    throw SamplingError(
      pointer: place.pointer,
      reason: "the elements cannot all be different"
    )
  }

  /// `friendly` → `friendly 2`, where the schemas let a text have a number behind it.
  private mutating func numbered(
    _ value: JSONValue,
    _ schemas: [SchemaID],
    besides others: [JSONValue]
  ) -> JSONValue? {
    guard let text = value.stringValue else { return nil }
    let lengthMax = min(view(schemas).maxLength ?? .max, SamplingLimits.stringLengthMax)
    for separator in [" ", ""] {
      for number in 2...(others.count + 2) {
        let ending = "\(separator)\(number)"
        guard ending.unicodeScalars.count <= lengthMax else { break }
        let start = text.unicodeScalars.prefix(lengthMax - ending.unicodeScalars.count)
        let candidate = JSONValue.string(String(String.UnicodeScalarView(start)) + ending)
        if !others.contains(candidate), isValid(candidate, schemas) { return candidate }
      }
    }
    return nil
  }

  /// `tags` → `tag`: the name that an element of the array would have.
  private static func singular(_ name: String) -> String {
    if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
    return name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name
  }
}
