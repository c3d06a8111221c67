import OrderedCollections

/// The state of one call of ``Sampler``: caches, the bound on its work, and the search for values.
struct SamplingRun {
  /// Where in the value the search is and what is wished for there.
  struct Place {
    var pointer = JSONPointer.root
    /// The property or parameter name that the value is for.
    var name: String?
    var fill: Sampler.Fill
    /// The only optional members that the object at this place shall have; `nil`: by `fill`.
    var members: [String]?
    /// Values that may still be added by choice at this place and below.
    var nodes = SamplingLimits.nodesMax
    /// The schemas of the values around this one.
    var ancestors: [SchemaID] = []
    /// Values that examples further out have at this place.
    var hints: [JSONValue] = []
    /// The number of elements that the array shall have.
    var count: Int?

    var depth: Int { pointer.tokens.count }
    var isDeep: Bool { depth >= SamplingLimits.optionalDepthMax }
  }

  let arena: SchemaArena
  let direction: SchemaValidator.Direction
  let validator: SchemaValidator
  let seed: UInt64
  let domain: DomainVocabulary
  var salt: String

  private(set) var workLeft = SamplingLimits.workMax
  private var views: [[SchemaID]: SchemaView] = [:]
  private var regexes: [String: ECMARegex?] = [:]
  private var heights: ExitHeights

  init(_ sampler: Sampler, salt: String = "") {
    arena = sampler.arena
    direction = sampler.direction
    validator = sampler.validator
    seed = sampler.seed
    domain = sampler.domain
    self.salt = salt
    heights = ExitHeights(arena: sampler.arena, direction: sampler.direction)
  }

  // MARK: Caches

  mutating func view(_ ids: [SchemaID]) -> SchemaView {
    if let view = views[ids] { return view }
    let view = SchemaView(ids, in: arena)
    views[ids] = view
    return view
  }

  /// `nil` when the pattern cannot be used; then nothing is known about it.
  mutating func regex(_ pattern: String) -> ECMARegex? {
    if let known = regexes[pattern] { return known }
    // A pattern beyond the engine is no error here: whoever needs it says so.
    let regex = try? ECMARegex(pattern)
    regexes[pattern] = .some(regex)
    return regex
  }

  mutating func height(_ ids: [SchemaID]) -> Int? {
    heights.height(ids)
  }

  func isValid(_ value: JSONValue, _ ids: [SchemaID]) -> Bool {
    ids.allSatisfy { validator.isValid(value, against: $0) }
  }

  /// A stream of random numbers for this place; the salt makes it another one.
  func generator(_ place: Place) -> SeededGenerator {
    SeededGenerator(seed: seed, place.pointer.description, place.name ?? "", salt)
  }

  /// Starts the count of work anew; for runs that make many values.
  mutating func renewWork() {
    workLeft = SamplingLimits.workMax
  }

  // MARK: Search

  /// A value that satisfies all the schemas.
  mutating func value(_ ids: [SchemaID], _ place: Place) throws(SamplingError) -> JSONValue {
    try work(at: place)
    guard place.depth <= SamplingLimits.depthMax else {
      // The pointer down there would only show the recursion over and over.
      throw SamplingError(pointer: .root, reason: "the required recursion has no exit")
    }
    let view = view(ids)
    if let reason = view.contradiction {
      throw SamplingError(pointer: place.pointer, reason: reason)
    }
    if let documented = documentedValue(view, ids, place) { return documented }
    var search = Search(ids: ids)
    return try alternative(ids, place, &search)
  }

  /// Counts a step of the search.
  private mutating func work(at place: Place) throws(SamplingError) {
    workLeft -= 1
    guard workLeft > 0 else {
      throw SamplingError(
        pointer: place.pointer,
        reason: "the schema takes too much work to satisfy"
      )
    }
  }

  /// The search for one value through its alternatives.
  private struct Search {
    /// The schemas that the value has to satisfy, without chosen branches.
    let ids: [SchemaID]
    var attemptsLeft = SamplingLimits.alternativesMax
    var decided: Set<Alternatives.Key> = []
  }

  /// Decides the first open group of alternatives, then the next, until a value can be built.
  private mutating func alternative(
    _ ids: [SchemaID],
    _ place: Place,
    _ search: inout Search
  ) throws(SamplingError) -> JSONValue {
    let view = view(ids)
    if let reason = view.contradiction {
      throw SamplingError(pointer: place.pointer, reason: reason)
    }
    let groups = Alternatives.groups(of: view)
    guard let group = groups.first(where: { !search.decided.contains($0.key) }) else {
      search.attemptsLeft -= 1
      return try built(view, ids, proving: search.ids, place)
    }
    guard search.decided.count < SamplingLimits.decisionsMax else {
      throw SamplingError(pointer: place.pointer, reason: "too many alternatives depend on another")
    }
    try work(at: place)
    search.decided.insert(group.key)
    defer { search.decided.remove(group.key) }
    var failure: SamplingError?
    for choice in ordered(group.choices, ids, place) where search.attemptsLeft > 0 {
      do throws(SamplingError) {
        return try alternative(ids + choice, place, &search)
      } catch {
        failure = failure ?? error
      }
    }
    throw failure
      ?? SamplingError(
        pointer: place.pointer,
        reason: "no branch of \(group.key.keyword) can be satisfied"
      )
  }

  /// The most promising choice first: one that an example shows, then the document's order with
  /// `null` and recursion last; deep inside, what is finished soonest.
  private mutating func ordered(
    _ choices: [[SchemaID]],
    _ ids: [SchemaID],
    _ place: Place
  ) -> [[SchemaID]] {
    guard choices.count > 1 else { return choices }
    var ranked: [(rank: Int, choice: [SchemaID])] = []
    for choice in choices.prefix(SamplingLimits.membersMax) {
      var rank = 0
      if !choice.isEmpty {
        guard let height = height(choice) else { continue }
        let view = view(ids + choice)
        if view.contradiction != nil { continue }
        let isRecursive = choice.contains { place.ancestors.contains($0) || refers($0, place) }
        if place.isDeep || isRecursive { rank += height + 1 }
        if isRecursive { rank += 1 }
        if view.types == .null { rank += place.isDeep ? 0 : 200 }
        if place.hints.contains(where: { isValid($0, choice) }) { rank -= 100 }
      }
      ranked.append((rank, choice))
    }
    // Stable: the standard library's sort is.
    return ranked.sorted { $0.rank < $1.rank }.map(\.choice)
  }

  private func refers(_ id: SchemaID, _ place: Place) -> Bool {
    identity([id]).contains { place.ancestors.contains($0) }
  }

  /// The schemas and what they are mere references to: what counts as the same in a recursion.
  func identity(_ ids: [SchemaID]) -> OrderedSet<SchemaID> {
    var result = OrderedSet(ids)
    var index = 0
    while index < result.count {
      if let target = arena[result[index]].reference { result.append(target) }
      index += 1
    }
    return result
  }

  /// A value of one of the types that are left, once no alternative is open.
  private mutating func built(
    _ view: SchemaView,
    _ ids: [SchemaID],
    proving original: [SchemaID],
    _ place: Place
  ) throws(SamplingError) -> JSONValue {
    // What a chosen branch offers has not been looked at yet.
    if ids != original, let documented = documentedValue(view, ids, place),
      isValid(documented, original)
    {
      return documented
    }
    if view.enumeration != nil {
      throw SamplingError(
        pointer: place.pointer,
        reason: "no member of the enumeration satisfies the other rules"
      )
    }
    var failure: SamplingError?
    for type in preferredTypes(view, place) {
      do throws(SamplingError) {
        let value: JSONValue =
          switch type {
          case .object: try object(view, ids, proving: original, place)
          case .array: .array(try array(view, ids, place))
          case .string: .string(try string(view, place))
          case .integer, .number: .number(try number(view, place))
          case .boolean: .bool(salt.isEmpty ? true : generator(place).firstBool)
          default: .null
          }
        if !view.needsProof && original == ids || isValid(value, original) { return value }
        failure = failure ?? refusal(value, original, place)
      } catch {
        failure = failure ?? error
      }
    }
    throw failure ?? SamplingError(pointer: place.pointer, reason: "no type is allowed")
  }

  /// Why the validator does not take the value.
  func refusal(_ value: JSONValue, _ ids: [SchemaID], _ place: Place) -> SamplingError {
    for id in ids {
      guard let error = validator.validate(value, against: id).first else { continue }
      return SamplingError(
        pointer: place.pointer.appending(contentsOf: error.instancePointer),
        reason: "no value found that satisfies \(error.keyword) together with the other rules"
      )
    }
    return SamplingError(pointer: place.pointer, reason: "the rules cannot be satisfied together")
  }

  /// What the other keywords speak of first; cheap types first when deep inside or recursive.
  private func preferredTypes(_ view: SchemaView, _ place: Place) -> [JSONTypeSet] {
    var order: [JSONTypeSet] = []
    func add(_ type: JSONTypeSet, if condition: Bool = true) {
      if condition, !view.types.isDisjoint(with: type), !order.contains(type) { order.append(type) }
    }
    let number: JSONTypeSet = view.isInteger ? .integer : .number
    let isRecursive = view.sources.contains { place.ancestors.contains($0) }
    if view.types != .all, place.isDeep || isRecursive {
      for type in [JSONTypeSet.null, .boolean, number, .string] { add(type) }
    }
    for hint in place.hints.prefix(1) + view.examples.prefix(1) {
      add(hint.types.contains(.number) ? number : hint.types)
    }
    add(.object, if: !view.properties.isEmpty || !view.required.isEmpty)
    add(.array, if: !view.items.isEmpty || view.prefixCount > 0 || view.minItems != nil)
    add(.string, if: !view.patterns.isEmpty || !view.formats.isEmpty || view.minLength != nil)
    add(number, if: view.minimum != nil || view.maximum != nil || !view.multiplesOf.isEmpty)
    add(.string, if: view.types == .all)
    for type in [JSONTypeSet.object, .array, .string, number, .boolean, .null] { add(type) }
    return order
  }
}

extension SeededGenerator {
  /// One bit, leaving the generator as it is.
  fileprivate var firstBool: Bool {
    var copy = self
    return copy.next() & 1 == 0
  }
}
