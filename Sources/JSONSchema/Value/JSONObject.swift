import OrderedCollections

/// The members of a JSON object in their order; names are unique.
///
/// Equality ignores the order. Two names that are canonically equivalent in Unicode count as one.
package struct JSONObject: Sendable {
  private var members: OrderedDictionary<String, JSONValue>

  package init() {
    members = [:]
  }

  /// The members in that order; of a repeated name the last value counts, at the first one's place.
  package init(_ pairs: some Sequence<(String, JSONValue)>) {
    members = OrderedDictionary(pairs, uniquingKeysWith: { _, last in last })
  }

  package var count: Int { members.count }

  package var isEmpty: Bool { members.isEmpty }

  package var keys: [String] { members.keys.elements }

  package var values: [JSONValue] { members.values.elements }

  /// Setting keeps the place of an existing member and appends a new one; `nil` removes.
  package subscript(key: String) -> JSONValue? {
    get { members[key] }
    set { members[key] = newValue }
  }

  /// Sets the member and returns what was there before.
  @discardableResult
  package mutating func updateValue(_ value: JSONValue, forKey key: String) -> JSONValue? {
    members.updateValue(value, forKey: key)
  }

  @discardableResult
  package mutating func removeValue(forKey key: String) -> JSONValue? {
    members.removeValue(forKey: key)
  }
}

extension JSONObject: Sequence {
  package typealias Element = (key: String, value: JSONValue)

  package struct Iterator: IteratorProtocol {
    fileprivate var base: OrderedDictionary<String, JSONValue>.Iterator

    package mutating func next() -> Element? {
      base.next()
    }
  }

  package func makeIterator() -> Iterator {
    Iterator(base: members.makeIterator())
  }

  package var underestimatedCount: Int { members.count }
}

extension JSONObject: Hashable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count
      && left.members.allSatisfy { key, value in right.members[key] == value }
  }

  package func hash(into hasher: inout Hasher) {
    // The order must not count, so each member is hashed alone and the results are summed.
    var sum = 0
    for (key, value) in members {
      var member = Hasher()
      member.combine(key)
      member.combine(value)
      sum &+= member.finalize()
    }
    hasher.combine(count)
    hasher.combine(sum)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements)
  }
}
