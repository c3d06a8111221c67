package import OrderedCollections

/// The name of a schema inside a ``SchemaArena``.
///
/// Schemas refer to each other by these, never by nesting, so a recursive schema costs nothing.
package struct SchemaID: Hashable, Sendable {
  package let index: Int

  package init(index: Int) {
    self.index = index
  }
}

/// The JSON types as JSON Schema counts them (2020-12 validation §6.1.1).
package struct JSONTypeSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let null = JSONTypeSet(rawValue: 1 << 0)
  package static let boolean = JSONTypeSet(rawValue: 1 << 1)
  /// A number without a fractional part; `1.0` counts.
  package static let integer = JSONTypeSet(rawValue: 1 << 2)
  /// Every number; a schema of type `number` has both this and ``integer``.
  package static let number = JSONTypeSet(rawValue: 1 << 3)
  package static let string = JSONTypeSet(rawValue: 1 << 4)
  package static let array = JSONTypeSet(rawValue: 1 << 5)
  package static let object = JSONTypeSet(rawValue: 1 << 6)
  package static let all: JSONTypeSet = [
    .null, .boolean, .integer, .number, .string, .array, .object,
  ]
}

/// One compiled schema, in the meaning of JSON Schema 2020-12 whatever dialect it was written in.
///
/// The compiler has already turned `nullable`, boolean `exclusiveMinimum`, tuple `items` and the other
/// spellings of older dialects into the keywords below. A keyword that is absent is `nil` or empty.
package struct Schema: Sendable {
  /// Where the schema stands in its document.
  package var pointer: JSONPointer
  /// The component's name when the schema is a named one (`Pet` for `#/components/schemas/Pet`).
  package var name: String?
  /// `false` as a schema: nothing is valid. (`true` is a schema without keywords.)
  package var acceptsNothing = false
  /// The reference text when `$ref` could not be resolved; such a schema claims nothing.
  package var unresolvedReference: String?

  // MARK: Any type

  package var types: JSONTypeSet?
  package var enumeration: [JSONValue]?
  package var const: JSONValue?
  /// `null` is valid whatever the other keywords say, but no client can rely on it.
  ///
  /// Set where the document says `nullable` and the letter of its version does not let it act: beside
  /// an `enum` without null or an `allOf`, or in OpenAPI 3.1. Servers are written by either reading.
  package var toleratesNull = false

  // MARK: Numbers

  package var multipleOf: JSONNumber?
  package var minimum: JSONNumber?
  package var exclusiveMinimum: JSONNumber?
  package var maximum: JSONNumber?
  package var exclusiveMaximum: JSONNumber?

  // MARK: Strings

  /// In Unicode code points.
  package var minLength: Int?
  package var maxLength: Int?
  /// ECMA-262, unanchored.
  package var pattern: String?
  package var format: String?
  package var contentEncoding: String?
  package var contentMediaType: String?
  package var contentSchema: SchemaID?

  // MARK: Arrays

  package var prefixItems: [SchemaID] = []
  package var items: SchemaID?
  package var minItems: Int?
  package var maxItems: Int?
  package var uniqueItems = false
  package var contains: SchemaID?
  package var minContains: Int?
  package var maxContains: Int?
  package var unevaluatedItems: SchemaID?

  // MARK: Objects

  package var properties: OrderedDictionary<String, SchemaID> = [:]
  package var patternProperties: OrderedDictionary<String, SchemaID> = [:]
  package var additionalProperties: SchemaID?
  package var propertyNames: SchemaID?
  package var required: [String] = []
  package var minProperties: Int?
  package var maxProperties: Int?
  package var dependentRequired: OrderedDictionary<String, [String]> = [:]
  package var dependentSchemas: OrderedDictionary<String, SchemaID> = [:]
  package var unevaluatedProperties: SchemaID?

  // MARK: Applicators

  /// The target of `$ref`; validated together with its siblings (allOf semantics).
  package var reference: SchemaID?
  /// The anchor name of a `$dynamicRef`, when it is one that is resolved dynamically.
  package var dynamicReferenceAnchor: String?
  /// The anchor this schema carries as `$dynamicAnchor`.
  package var dynamicAnchor: String?
  /// The schema resource (`$id`) that this schema belongs to; the unit of dynamic scope.
  package var resource: SchemaID?
  package var allOf: [SchemaID] = []
  package var anyOf: [SchemaID] = []
  package var oneOf: [SchemaID] = []
  package var not: SchemaID?
  package var ifSchema: SchemaID?
  package var thenSchema: SchemaID?
  package var elseSchema: SchemaID?

  // MARK: Annotations that Assay uses

  package var title: String?
  package var defaultValue: JSONValue?
  /// `example` first, then the members of `examples`.
  package var examples: [JSONValue] = []
  package var readOnly = false
  package var writeOnly = false
  package var deprecated = false
  package var discriminator: Discriminator?
  package var xml: XMLRepresentation?

  package init(pointer: JSONPointer) {
    self.pointer = pointer
  }
}

/// OpenAPI's `discriminator` (3.1.1 §4.8.25) with its mapping resolved.
package struct Discriminator: Sendable {
  package var propertyName: String
  /// Discriminator value → branch; implicit component names included.
  package var mapping: OrderedDictionary<String, SchemaID>

  package init(propertyName: String, mapping: OrderedDictionary<String, SchemaID>) {
    self.propertyName = propertyName
    self.mapping = mapping
  }
}

/// OpenAPI's `xml` object (3.1.1 §4.8.26).
package struct XMLRepresentation: Sendable, Equatable {
  package var name: String?
  package var namespace: String?
  package var prefix: String?
  package var isAttribute = false
  package var isWrapped = false

  package init() {}
}

/// All schemas compiled from one document; immutable, shared freely between threads.
package struct SchemaArena: Sendable {
  private let schemas: [Schema]

  /// - Precondition: every ``SchemaID`` inside `schemas` is an index of it.
  package init(schemas: [Schema]) {
    self.schemas = schemas
  }

  package var count: Int { schemas.count }

  /// The schema of that name. Traps on a name from another arena.
  package subscript(id: SchemaID) -> Schema {
    schemas[id.index]
  }
}
