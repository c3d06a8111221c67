package import OrderedCollections

/// All that a schema, its `$ref` and its `allOf` say together, as one flat set of constraints.
///
/// Branches of `oneOf` and `anyOf` are listed, not merged: which of them hold depends on a value.
package struct SchemaView: Sendable {
  /// Alternatives of which at least one holds (exactly one for `oneOf`).
  package struct BranchGroup: Sendable {
    /// The schema that has the keyword.
    package var owner: SchemaID
    /// `oneOf` or `anyOf`.
    package var keyword: String
    package var branches: [SchemaID]
  }

  struct Conditional: Sendable {
    var owner: SchemaID
    var condition: SchemaID
    var then: SchemaID?
    var otherwise: SchemaID?
  }

  struct OwnedDiscriminator: Sendable {
    var owner: SchemaID
    var discriminator: Discriminator
  }

  /// The schemas that were merged, outermost first, each once.
  package internal(set) var sources: OrderedSet<SchemaID> = []
  /// Why no value can satisfy the schemas, when that is plain to see.
  package internal(set) var contradiction: String?
  /// The first component name on the way.
  package internal(set) var name: String?
  package internal(set) var title: String?

  /// The types that values can have; `.all` when nothing restricts them.
  package internal(set) var types: JSONTypeSet = .all
  /// `enum` and `const` intersected, with the types taken into account.
  package internal(set) var enumeration: [JSONValue]?
  /// From `default`: the receiver's behaviour rather than a value to send.
  package internal(set) var defaults: [JSONValue] = []
  package internal(set) var examples: [JSONValue] = []
  package internal(set) var isReadOnly = false
  package internal(set) var isWriteOnly = false
  package internal(set) var isDeprecated = false

  package internal(set) var minimum: JSONNumber?
  package internal(set) var exclusiveMinimum: JSONNumber?
  package internal(set) var maximum: JSONNumber?
  package internal(set) var exclusiveMaximum: JSONNumber?
  package internal(set) var multiplesOf: [JSONNumber] = []

  package internal(set) var minLength: Int?
  package internal(set) var maxLength: Int?
  package internal(set) var patterns: [String] = []
  package internal(set) var formats: [String] = []
  package internal(set) var contentEncoding: String?
  package internal(set) var contentMediaType: String?

  package internal(set) var minItems: Int?
  package internal(set) var maxItems: Int?
  package internal(set) var uniqueItems = false
  /// Length of the longest `prefixItems`.
  package internal(set) var prefixCount = 0
  /// The schemas of elements after every prefix.
  package internal(set) var items: [SchemaID] = []
  var contains: [(schema: SchemaID, minimum: Int)] = []

  /// Declared properties with every schema that declares each, in the document's order.
  package internal(set) var properties: OrderedDictionary<String, [SchemaID]> = [:]
  package internal(set) var required: OrderedSet<String> = []
  package internal(set) var minProperties: Int?
  package internal(set) var maxProperties: Int?
  /// Whether a member that no schema declares is allowed by `additionalProperties`.
  package internal(set) var allowsAdditionalProperties = true
  /// Whether `additionalProperties` or `patternProperties` describes the members of a map.
  var describesAdditionalMembers = false
  var patternProperties: [String] = []
  var propertyNames: [SchemaID] = []
  var dependentRequired: OrderedDictionary<String, [String]> = [:]
  var dependentSchemas: [(name: String, schema: SchemaID)] = []

  package internal(set) var branchGroups: [BranchGroup] = []
  var conditionals: [Conditional] = []
  var discriminators: [OwnedDiscriminator] = []
  /// Whether there are rules that only the validator can decide.
  var needsProof = false
  /// Whether each member and element is judged alone, by the schemas that are declared for it.
  var isDecidedByParts = true

  package var oneOf: [[SchemaID]] {
    branchGroups.filter { $0.keyword == "oneOf" }.map(\.branches)
  }

  package var anyOf: [[SchemaID]] {
    branchGroups.filter { $0.keyword == "anyOf" }.map(\.branches)
  }

  /// Whether `null` is allowed by name, not only for want of a `type`.
  package var isNullable: Bool { types.contains(.null) && types != .all }

  /// Whether values are JSON integers only.
  package var isInteger: Bool { types.contains(.integer) && !types.contains(.number) }

  /// Discriminator property → the value that names the schema this view was made from.
  var pinnedMembers: [String: String] {
    var pinned: [String: String] = [:]
    for owned in discriminators {
      let named = owned.discriminator.mapping.filter { sources.contains($0.value) }
      // The outermost source is the most specific one; the owner itself only if there is no other.
      let order = { (id: SchemaID) in
        id == owned.owner ? Int.max : sources.firstIndex(of: id) ?? Int.max
      }
      if let best = named.min(by: { order($0.value) < order($1.value) }) {
        pinned[owned.discriminator.propertyName] = best.key
      }
    }
    return pinned
  }
}
