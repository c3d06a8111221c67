package import OrderedCollections

/// All that a schema, its `$ref` and its `allOf` say together, as one flat set of constraints.
///
/// Branches of `oneOf` and `anyOf` are listed, not merged: which of them hold depends on a value.
package struct SchemaView: Sendable {
  /// The schemas that were merged, outermost first, each once.
  package var sources: [SchemaID] = []
  /// Why no value can satisfy the schemas, when that is plain to see.
  package var contradiction: String?
  /// The first component name on the way.
  package var name: String?
  package var title: String?

  /// The allowed types; `.all` when no schema restricts them.
  package var types: JSONTypeSet = .all
  /// `enum` and `const` intersected.
  package var enumeration: [JSONValue]?
  /// From `default`, in order; the receiver's behaviour rather than a value to send.
  package var defaults: [JSONValue] = []
  package var examples: [JSONValue] = []
  package var isReadOnly = false
  package var isWriteOnly = false
  package var isDeprecated = false

  package var minimum: JSONNumber?
  package var exclusiveMinimum: JSONNumber?
  package var maximum: JSONNumber?
  package var exclusiveMaximum: JSONNumber?
  package var multiplesOf: [JSONNumber] = []

  package var minLength: Int?
  package var maxLength: Int?
  package var patterns: [String] = []
  package var formats: [String] = []
  package var contentEncoding: String?
  package var contentMediaType: String?

  package var minItems: Int?
  package var maxItems: Int?
  package var uniqueItems = false

  /// Declared properties with every schema that applies to each, in the document's order.
  package var properties: OrderedDictionary<String, [SchemaID]> = [:]
  package var required: OrderedSet<String> = []
  package var minProperties: Int?
  package var maxProperties: Int?
  package var discriminators: [Discriminator] = []

  /// The branches of every `oneOf`, a group for each schema that has one.
  package var oneOf: [[SchemaID]] = []
  package var anyOf: [[SchemaID]] = []
}
