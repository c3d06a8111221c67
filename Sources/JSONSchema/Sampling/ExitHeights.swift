import OrderedCollections

/// How many schemas have to be passed at least until a value is finished: what it takes to leave a
/// recursion.
///
/// A leaf has 0. Only what a value must have counts: required members, elements that `minItems`
/// asks for, the cheapest branch. Answers are remembered, so a search costs each schema a few
/// visits.
struct ExitHeights {
  private let arena: SchemaArena
  private let direction: SchemaValidator.Direction
  private var known: [SchemaID: Int] = [:]
  /// The schema's height is above this.
  private var exceeded: [SchemaID: Int] = [:]

  init(arena: SchemaArena, direction: SchemaValidator.Direction) {
    self.arena = arena
    self.direction = direction
  }

  /// `nil` when the height is above ``SamplingLimits/exitHopsMax`` or there is no exit at all.
  mutating func height(_ id: SchemaID) -> Int? {
    height(id, within: SamplingLimits.exitHopsMax)
  }

  /// The height of a value of all these schemas at once.
  mutating func height(_ ids: [SchemaID]) -> Int? {
    highest(ids, within: SamplingLimits.exitHopsMax)
  }

  private mutating func height(_ id: SchemaID, within limit: Int) -> Int? {
    if let height = known[id] { return height <= limit ? height : nil }
    guard limit >= 0, exceeded[id].map({ limit > $0 }) ?? true else { return nil }
    if let height = measure(arena[id], within: limit - 1) {
      known[id] = height
      return height
    }
    exceeded[id] = limit
    return nil
  }

  private mutating func measure(_ schema: Schema, within limit: Int) -> Int? {
    if schema.acceptsNothing { return nil }
    if schema.enumeration != nil || schema.const != nil { return 0 }
    let composites: JSONTypeSet = [.array, .object]
    var all = schema.allOf
    if let reference = schema.reference { all.append(reference) }
    if schema.types.map({ $0.isSubset(of: composites) }) ?? true {
      all += requiredParts(schema)
    }
    guard var result = all.isEmpty ? 0 : highest(all, within: limit).map({ $0 + 1 }) else {
      return nil
    }
    for branches in [schema.oneOf, schema.anyOf] where !branches.isEmpty {
      guard let lowest = lowest(branches, within: limit) else { return nil }
      result = max(result, lowest + 1)
    }
    return result
  }

  private func requiredParts(_ schema: Schema) -> [SchemaID] {
    var parts: [SchemaID] = []
    for name in schema.required {
      guard let id = schema.properties[name] else { continue }
      let isLeftOut =
        direction == .request && arena[id].readOnly
        || direction == .response && arena[id].writeOnly
      if !isLeftOut { parts.append(id) }
    }
    if let minItems = schema.minItems, minItems > 0, let items = schema.items {
      parts.append(items)
    }
    return parts
  }

  private mutating func highest(_ ids: [SchemaID], within limit: Int) -> Int? {
    var result = 0
    for id in ids {
      guard let height = height(id, within: limit) else { return nil }
      result = max(result, height)
    }
    return result
  }

  private mutating func lowest(_ ids: [SchemaID], within limit: Int) -> Int? {
    var result: Int?
    for id in ids {
      // A better one has to be below the best so far.
      guard let height = height(id, within: min(limit, (result ?? .max) - 1)) else { continue }
      if height == 0 { return 0 }
      result = height
    }
    return result
  }
}
