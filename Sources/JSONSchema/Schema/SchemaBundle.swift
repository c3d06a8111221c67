import OrderedCollections

/// Writes schemas of an arena as one standalone JSON Schema 2020-12 document.
///
/// The document is `{ "$schema", "$defs" }`. Named schemas and all that references lead to have a key
/// under `$defs`, so recursion stays as it was; everything else stands where it is used. It claims no
/// more than the arena does: unresolved schemas and dynamic references become `{}`, and patterns that
/// other regular expression engines may read otherwise are left out.
package struct SchemaBundle {
  private let arena: SchemaArena
  private var exemptions: Exemptions
  private var keys: OrderedDictionary<SchemaID, String> = [:]
  private var usedKeys: Set<String> = []
  /// Whether it is known what has been evaluated: not behind a dynamic reference.
  private let knowsEvaluated: Bool

  package init(arena: SchemaArena, direction: SchemaValidator.Direction) {
    self.arena = arena
    knowsEvaluated = (0..<arena.count).allSatisfy {
      arena[SchemaID(index: $0)].dynamicReferenceAnchor == nil
    }
    exemptions = Exemptions(arena: arena, direction: direction)
  }

  /// The key of a schema under `$defs`; asking makes it part of the document.
  ///
  /// - Parameter suggestedName: used when the schema has no name of its own, made unique.
  package mutating func key(for id: SchemaID, suggestedName: String) -> String {
    if let key = keys[id] { return key }
    let name = Self.plain(arena[id].name ?? suggestedName)
    var key = name
    var number = 2
    while !usedKeys.insert(key).inserted {
      key = "\(name)_\(number)"
      number += 1
    }
    keys[id] = key
    return key
  }

  /// The document with every schema that has been asked for and all that these lead to.
  package func document() -> JSONValue {
    var bundle = self
    var definitions = JSONObject()
    var next = 0
    // Writing one schema may give keys to others, which are appended.
    while next < bundle.keys.count {
      let (id, key) = bundle.keys.elements[next]
      definitions[key] = bundle.write(id, inherited: [])
      next += 1
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": .object(definitions),
    ]
  }

  /// A key that needs no escaping in a reference.
  private static func plain(_ name: String) -> String {
    let bytes = name.utf8.map { byte in
      ASCII.isAlphanumeric(byte) || "_.-".utf8.contains(byte) ? byte : UInt8(ascii: "_")
    }
    return bytes.isEmpty ? "Schema" : String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Writing

  /// A schema where it is used: a reference when it has a key or a name, otherwise itself.
  private mutating func use(_ id: SchemaID, inherited: Set<String> = []) -> JSONValue {
    guard keys[id] != nil || arena[id].name != nil else { return write(id, inherited: inherited) }
    return ["$ref": .string(reference(to: id))]
  }

  private mutating func reference(to id: SchemaID) -> String {
    let pointer = arena[id].pointer
    let owner = pointer.tokens.suffix(3).joined(separator: "_")
    return "#/$defs/" + key(for: id, suggestedName: owner.isEmpty ? "Root" : owner)
  }

  /// - Parameter inherited: names excused from `required` by the schemas around this one.
  private mutating func write(_ id: SchemaID, inherited: Set<String>) -> JSONValue {
    let schema = arena[id]
    guard schema.unresolvedReference == nil else { return [:] }
    guard !schema.acceptsNothing else { return false }
    let exempt = inherited.union(exemptions.names(in: id))
    var output = JSONObject()
    if let reference = schema.reference, schema.dynamicReferenceAnchor == nil {
      output["$ref"] = .string(self.reference(to: reference))
    }
    writeValueKeywords(schema, to: &output)
    writeStringKeywords(schema, to: &output)
    writeArrayKeywords(schema, to: &output)
    writeObjectKeywords(schema, exempt: exempt, to: &output)
    for (keyword, branches) in [
      ("allOf", schema.allOf), ("anyOf", schema.anyOf), ("oneOf", schema.oneOf),
    ] where !branches.isEmpty {
      output[keyword] = .array(branches.map { use($0, inherited: exempt) })
    }
    for (keyword, id) in [
      ("not", schema.not), ("if", schema.ifSchema), ("then", schema.thenSchema),
      ("else", schema.elseSchema),
    ] {
      if let id { output[keyword] = use(id, inherited: exempt) }
    }
    guard schema.toleratesNull else { return .object(output) }
    // Unlike `anyOf`, this lets a validator name the rule that another value breaks.
    return ["if": ["not": ["type": "null"]], "then": .object(output)]
  }

  private func writeValueKeywords(_ schema: Schema, to output: inout JSONObject) {
    if let title = schema.title { output["title"] = .string(title) }
    if let types = schema.types { output["type"] = types.keywordValue }
    if let values = schema.enumeration { output["enum"] = .array(values) }
    if let const = schema.const { output["const"] = const }
    for (keyword, number) in [
      ("multipleOf", schema.multipleOf), ("minimum", schema.minimum),
      ("exclusiveMinimum", schema.exclusiveMinimum), ("maximum", schema.maximum),
      ("exclusiveMaximum", schema.exclusiveMaximum),
    ] {
      if let number { output[keyword] = .number(number) }
    }
  }

  private func writeStringKeywords(_ schema: Schema, to output: inout JSONObject) {
    write(schema.minLength, "minLength", to: &output)
    write(schema.maxLength, "maxLength", to: &output)
    if let pattern = schema.pattern, PortablePattern.isPortable(pattern) {
      output["pattern"] = .string(pattern)
    }
    if let format = schema.format { output["format"] = .string(format) }
  }

  private mutating func writeArrayKeywords(_ schema: Schema, to output: inout JSONObject) {
    if !schema.prefixItems.isEmpty {
      output["prefixItems"] = .array(schema.prefixItems.map { use($0) })
    }
    if let id = schema.items { output["items"] = use(id) }
    write(schema.minItems, "minItems", to: &output)
    write(schema.maxItems, "maxItems", to: &output)
    if schema.uniqueItems { output["uniqueItems"] = true }
    if let id = schema.contains {
      output["contains"] = use(id)
      write(schema.minContains, "minContains", to: &output)
      write(schema.maxContains, "maxContains", to: &output)
    }
    if let id = schema.unevaluatedItems, knowsEvaluated { output["unevaluatedItems"] = use(id) }
  }

  private mutating func writeObjectKeywords(
    _ schema: Schema,
    exempt: Set<String>,
    to output: inout JSONObject
  ) {
    write(schema.properties, "properties", to: &output)
    let portable = schema.patternProperties.filter { PortablePattern.isPortable($0.key) }
    write(portable, "patternProperties", to: &output)
    // Without some pattern it is not known which members are additional.
    if portable.count == schema.patternProperties.count {
      if let id = schema.additionalProperties { output["additionalProperties"] = use(id) }
      if let id = schema.unevaluatedProperties, knowsEvaluated {
        output["unevaluatedProperties"] = use(id)
      }
    }
    if let id = schema.propertyNames { output["propertyNames"] = use(id) }
    let required = schema.required.filter { !exempt.contains($0) }
    if !required.isEmpty { output["required"] = .array(required.map { .string($0) }) }
    write(schema.minProperties, "minProperties", to: &output)
    write(schema.maxProperties, "maxProperties", to: &output)
    let dependent = schema.dependentRequired.mapValues { names in
      JSONValue.array(names.filter { !exempt.contains($0) }.map { .string($0) })
    }
    if !dependent.isEmpty {
      output["dependentRequired"] = .object(JSONObject(dependent.map { ($0.key, $0.value) }))
    }
    write(schema.dependentSchemas, "dependentSchemas", to: &output)
  }

  private func write(_ count: Int?, _ keyword: String, to output: inout JSONObject) {
    if let count { output[keyword] = .number(JSONNumber(count)) }
  }

  private mutating func write(
    _ schemas: OrderedDictionary<String, SchemaID>,
    _ keyword: String,
    to output: inout JSONObject
  ) {
    guard !schemas.isEmpty else { return }
    var members = JSONObject()
    for (name, id) in schemas { members[name] = use(id) }
    output[keyword] = .object(members)
  }
}

extension JSONTypeSet {
  /// The value of the keyword `type`: one name, or several in a list.
  fileprivate var keywordValue: JSONValue {
    var names: [JSONValue] = []
    if contains(.string) { names.append("string") }
    if contains(.number) {
      names.append("number")
    } else if contains(.integer) {
      names.append("integer")
    }
    if contains(.boolean) { names.append("boolean") }
    if contains(.array) { names.append("array") }
    if contains(.object) { names.append("object") }
    if contains(.null) { names.append("null") }
    return names.count == 1 ? names[0] : .array(names)
  }
}
