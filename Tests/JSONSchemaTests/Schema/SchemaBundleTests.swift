import Testing

@testable import JSONSchema

@Suite struct SchemaBundleTests {
  private func definitions(
    _ compiled: CompiledSchema,
    _ direction: SchemaValidator.Direction = .response,
    name: String = "Root"
  ) throws -> JSONObject {
    var bundle = SchemaBundle(arena: compiled.arena, direction: direction)
    _ = bundle.key(for: compiled.id, suggestedName: name)
    let document = bundle.document()
    #expect(document["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(bundle.document().serialized() == document.serialized())
    return try #require(document["$defs"]?.objectValue)
  }

  @Test func `keeps references and recursion`() throws {
    let compiled = try CompiledSchema(
      """
      {"paths": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
       "components": {"schemas": {"Node": {"type": "object", "nullable": true,
         "properties": {"next": {"$ref": "#/components/schemas/Node"}, "n": {"type": "integer", "minimum": 0,
         "exclusiveMinimum": true}}}}}}
      """,
      .openAPI30,
      at: "/paths",
      components: "/components/schemas"
    )
    let result = try definitions(compiled, name: "GET /nodes 200")
    #expect(result.keys == ["GET__nodes_200", "Node"])
    #expect(result["GET__nodes_200"] == ["type": "array", "items": ["$ref": "#/$defs/Node"]])
    #expect(
      result["Node"] == [
        "type": ["object", "null"],
        "properties": [
          "next": ["$ref": "#/$defs/Node"], "n": ["type": "integer", "exclusiveMinimum": 0],
        ],
      ]
    )
  }

  @Test func `lets null pass where it is tolerated`() throws {
    let compiled = try CompiledSchema(
      #"{"type": "string", "nullable": true, "enum": ["a"]}"#,
      .openAPI30
    )
    #expect(
      try definitions(compiled)["Root"] == [
        "if": ["not": ["type": "null"]], "then": ["type": "string", "enum": ["a"]],
      ]
    )
  }

  @Test func `gives each schema one key and each key one schema`() throws {
    let compiled = try CompiledSchema(
      """
      {"components": {"schemas": {"A b": {"type": "string"}, "A_b": {"type": "integer"}}}}
      """,
      at: "/components/schemas/A b",
      components: "/components/schemas"
    )
    var bundle = SchemaBundle(arena: compiled.arena, direction: .neutral)
    #expect(bundle.key(for: compiled.id, suggestedName: "x") == "A_b")
    #expect(bundle.key(for: compiled.id, suggestedName: "y") == "A_b")
    var compiler = SchemaCompiler(
      document: ["a": ["type": "string"], "b": [:]],
      dialect: .openAPI31,
      componentRoots: []
    )
    let (a, b) = (
      compiler.compile(at: JSONPointer(["a"])), compiler.compile(at: JSONPointer(["b"]))
    )
    var second = SchemaBundle(arena: compiler.arena(), direction: .neutral)
    #expect(second.key(for: a, suggestedName: "same") == "same")
    #expect(second.key(for: b, suggestedName: "same") == "same_2")
    #expect(second.document()["$defs"]?.objectValue?.keys == ["same", "same_2"])
  }

  @Test func `drops from required what the direction does not ask for`() throws {
    let compiled = try CompiledSchema(
      """
      {"required": ["id", "secret"], "properties": {"id": {"readOnly": true}, "secret": {"writeOnly": true}}}
      """
    )
    #expect(try definitions(compiled, .response)["Root"]?["required"] == ["id"])
    #expect(try definitions(compiled, .request)["Root"]?["required"] == ["secret"])
    #expect(try definitions(compiled, .neutral)["Root"]?["required"] == ["id", "secret"])
  }

  @Test func `writes unresolved schemas as empty and forbidden ones as false`() throws {
    let compiled = try CompiledSchema(
      #"{"properties": {"a": {"$ref": "other.json"}, "b": false, "c": true}}"#
    )
    #expect(
      try definitions(compiled)["Root"] == ["properties": ["a": [:], "b": false, "c": [:]]]
    )
  }

  @Test func `leaves out patterns that others read differently`() throws {
    let compiled = try CompiledSchema(
      """
      {"pattern": "^\\\\p{L}+$", "patternProperties": {"^\\\\p{L}": {}, "^a": {"type": "string"}},
       "additionalProperties": false}
      """
    )
    #expect(
      try definitions(compiled)["Root"] == ["patternProperties": ["^a": ["type": "string"]]]
    )
  }

  @Test func `accepts and refuses what the arena does`() throws {
    let compiled = try CompiledSchema(
      """
      {"$defs": {"A": {"type": "object", "oneOf": [{"$ref": "#/$defs/B"}]},
        "B": {"allOf": [{"$ref": "#/$defs/A"}, {"required": ["b"], "dependentRequired": {"b": ["c"]},
          "if": {"required": ["d"]}, "then": {"minProperties": 4}, "unevaluatedProperties": {"type": "integer"}}]}}}
      """,
      .draft202012,
      at: "/$defs/A"
    )
    let result = try definitions(compiled)
    var document: JSONObject = ["$ref": "#/$defs/Root"]
    document["$defs"] = .object(result)
    let again = try CompiledSchema(JSONValue.object(document).serialized(), .draft202012)
    #expect(again.problems.isEmpty)
    let instances: [JSONValue] = [
      [:], ["b": 1], ["b": 1, "c": 2], ["b": 1, "c": 2, "d": 3], ["b": 1, "c": 2, "d": 3, "e": 4],
      ["b": 1, "c": "x"], 1,
    ]
    for instance in instances {
      #expect(again.accepts(instance) == compiled.accepts(instance), "\(instance)")
    }
  }
}
