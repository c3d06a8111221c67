import OrderedCollections

/// Values that the document itself offers: enumerations, examples, defaults.
extension SamplingRun {
  /// A value from the document for this place, when one is valid and fits the wish.
  ///
  /// Objects and arrays are not taken whole when members have to be chosen; their parts come down
  /// as hints instead.
  mutating func documentedValue(
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) -> JSONValue? {
    if let enumeration = view.enumeration {
      return enumerationMember(enumeration, view, ids, place)
    }
    // With a salt another value is wanted than the documented one.
    guard salt.isEmpty, place.members == nil, place.count == nil else { return nil }
    let candidates = place.hints + view.examples
    return candidates.first { mayStandWhole($0, view, place) && isValid($0, ids) }
      ?? view.defaults.first {
        $0.isScalar && !$0.isNull && $0 != "" && isValid($0, ids)
      }
  }

  private func enumerationMember(
    _ enumeration: [JSONValue],
    _ view: SchemaView,
    _ ids: [SchemaID],
    _ place: Place
  ) -> JSONValue? {
    var order = place.hints + view.examples.filter(enumeration.contains)
    let rest = enumeration.filter { !$0.isNull } + enumeration.filter(\.isNull)
    if salt.isEmpty {
      order += rest
    } else {
      var generator = generator(place)
      let shift = generator.below(rest.count)
      order = Array(rest[shift...] + rest[..<shift])
    }
    return order.prefix(SamplingLimits.stringAttemptsMax).first { isValid($0, ids) }
  }

  private func mayStandWhole(_ value: JSONValue, _ view: SchemaView, _ place: Place) -> Bool {
    switch value {
    case .null: view.types == .null
    case .bool, .number: true
    case .string(let text): text.unicodeScalars.count <= SamplingLimits.stringLengthMax
    case .array(let elements):
      !elements.isEmpty && elements.count <= SamplingLimits.itemsMax
        && elements.allSatisfy(\.isScalar)
    case .object(let object):
      // A map whose members nobody declares: there is nothing to choose from.
      view.properties.isEmpty && view.required.isEmpty && !view.needsProof && !object.isEmpty
        && place.fill == .allFields && value.nodeCount <= max(place.nodes, 8)
    }
  }

  /// The hints of an object's member or an array's element.
  func hints(_ view: SchemaView, _ place: Place, _ part: (JSONValue) -> JSONValue?) -> [JSONValue] {
    salt.isEmpty ? (place.hints + view.examples).compactMap(part) : []
  }
}

extension JSONValue {
  /// Whether it is neither an array nor an object.
  var isScalar: Bool {
    types.isDisjoint(with: [.array, .object])
  }

  /// The number of values in this one, itself included.
  var nodeCount: Int {
    switch self {
    case .array(let elements): elements.reduce(1) { $0 + $1.nodeCount }
    case .object(let object): object.reduce(1) { $0 + $1.value.nodeCount }
    default: 1
    }
  }
}
