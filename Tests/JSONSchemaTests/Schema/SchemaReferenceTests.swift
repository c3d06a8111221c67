import OrderedCollections
import Testing

@testable import JSONSchema

@Suite struct SchemaReferenceTests {
  @Test func `compiles each place once and keeps recursion`() throws {
    let compiled = try CompiledSchema(
      """
      {"components": {"schemas": {"Node": {"type": "object", "required": ["value"], "properties": {
        "value": {"type": "integer"}, "next": {"$ref": "#/components/schemas/Node"}}}}}}
      """,
      at: "/components/schemas/Node",
      components: "/components/schemas"
    )
    #expect(compiled.arena.count == 3)
    #expect(compiled.schema.name == "Node")
    #expect(compiled.accepts(["value": 1, "next": ["value": 2]]))
    #expect(!compiled.accepts(["value": 1, "next": ["value": 2, "next": [:]]]))
  }

  @Test(arguments: [
    "#/$defs/a%20b", "#/$defs/a b", "#/$defs/x~1y", "#/$defs/chain/inner",
  ])
  func `finds targets with odd names and through references`(reference: String) throws {
    let compiled = try CompiledSchema(
      """
      {"$ref": "\(reference)", "$defs": {"a b": {"type": "string"}, "x/y": {"type": "string"},
        "chain": {"$ref": "#/$defs/holder"}, "holder": {"inner": {"type": "string"}}}}
      """
    )
    #expect(compiled.problems.isEmpty)
    #expect(compiled.accepts("x"))
    #expect(!compiled.accepts(1))
  }

  @Test(arguments: [
    ("#/nope", "The reference #/nope leads to nothing in this document."),
    (
      "other.yaml#/a",
      "The reference other.yaml#/a leads out of this document; only one document is read."
    ),
    (
      "http://example.com/a",
      "The reference http://example.com/a leads out of this document; only one document is read."
    ),
    ("#/%zz", "The reference #/%zz leads to nothing in this document."),
  ])
  func `reports references that lead nowhere`(reference: String, message: String) throws {
    let compiled = try CompiledSchema(
      #"{"properties": {"a": {"$ref": "\#(reference)", "type": "string"}}}"#
    )
    #expect(compiled.problems.map(\.message) == [message])
    let property = try #require(compiled.schema.properties["a"])
    #expect(compiled.arena[property].unresolvedReference == reference)
    #expect(compiled.accepts(["a": 1]))
  }

  @Test func `reads a bare component name as a reference`() throws {
    let compiled = try CompiledSchema(
      #"{"definitions": {"Pet": {"type": "object"}, "Pets": {"items": {"$ref": "Pet"}}}}"#,
      .swagger20,
      at: "/definitions/Pets",
      components: "/definitions"
    )
    #expect(!compiled.accepts([1]))
    #expect(compiled.problems.count == 1)
  }

  @Test func `marks a place without a schema`() throws {
    let compiled = try CompiledSchema("{}", at: "/nope")
    #expect(compiled.schema.unresolvedReference == "#/nope")
    #expect(compiled.problems.count == 1)
  }

  @Test func `resolves identifiers and anchors inside OpenAPI documents`() throws {
    let compiled = try CompiledSchema(
      """
      {"components": {"schemas": {
        "A": {"$id": "https://example.com/a", "properties": {"b": {"$ref": "b#name"}, "c": {"$ref": "#/$defs/c"}},
              "$defs": {"c": {"type": "boolean"}}},
        "B": {"$id": "https://example.com/b", "$defs": {"x": {"$anchor": "name", "type": "integer"}}},
        "C": {"example": {"$id": "https://example.com/b"}}}}}
      """,
      at: "/components/schemas/A",
      components: "/components/schemas"
    )
    #expect(compiled.problems.isEmpty)
    #expect(compiled.accepts(["b": 1, "c": true]))
    #expect(!compiled.accepts(["b": "x"]))
    #expect(!compiled.accepts(["c": 1]))
  }

  @Test func `resolves recursive references of 2019-09 dynamically`() throws {
    let compiled = try CompiledSchema(
      """
      {"$id": "http://x/strict", "$recursiveAnchor": true, "$ref": "tree", "unevaluatedProperties": false,
       "$defs": {"tree": {"$id": "http://x/tree", "$recursiveAnchor": true, "type": "object",
         "properties": {"data": true, "children": {"type": "array", "items": {"$recursiveRef": "#"}}}}}}
      """,
      .draft201909
    )
    #expect(compiled.accepts(["children": [["data": 1]]]))
    #expect(!compiled.accepts(["children": [["daat": 1]]]))
  }

  // MARK: Discriminators

  private let animals = """
    {"components": {"schemas": {
      "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
              "discriminator": {"propertyName": "kind", "mapping": {"c": "Cat", "x": "#/nope"}}},
      "Cat": {"required": ["kind", "meow"]}, "Dog": {"required": ["kind", "bark"]},
      "Base": {"discriminator": {"propertyName": "t", "mapping": {"one": "#/components/schemas/One"}}},
      "One": {"allOf": [{"$ref": "#/components/schemas/Base"}]},
      "Two": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object"}]},
      "Three": {"allOf": [{"$ref": "#/components/schemas/Two"}]}}}}
    """

  @Test func `maps discriminator values by name, by reference and implicitly`() throws {
    let compiled = try CompiledSchema(
      animals,
      at: "/components/schemas/Pet",
      components: "/components/schemas"
    )
    let mapping = try #require(compiled.schema.discriminator?.mapping)
    #expect(Array(mapping.keys) == ["c", "Dog"])
    #expect(mapping.values.map { compiled.arena[$0].name } == ["Cat", "Dog"])
    #expect(compiled.problems.map(\.pointer.tokens.last) == ["x"])
  }

  @Test func `finds the components that extend a base`() throws {
    let compiled = try CompiledSchema(
      animals,
      at: "/components/schemas/Base",
      components: "/components/schemas"
    )
    let mapping = try #require(compiled.schema.discriminator?.mapping)
    #expect(Array(mapping.keys) == ["one", "Two", "Three"])
  }

  @Test func `explains by the branch that the value names`() throws {
    let compiled = try CompiledSchema(
      animals,
      at: "/components/schemas/Pet",
      components: "/components/schemas"
    )
    #expect(compiled.messages(["kind": "c"]) == ["The value must have the member \"meow\"."])
    #expect(
      compiled.messages(["kind": "?"]) == [
        "The value must be one of 2 alternatives, but is none of them; to be Cat, the value must have the member \"meow\"."
      ]
    )
  }
}
