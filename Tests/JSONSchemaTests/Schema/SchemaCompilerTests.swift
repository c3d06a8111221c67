import OrderedCollections
import Testing

@testable import JSONSchema

@Suite struct SchemaCompilerTests {
  // MARK: Dialects

  @Test(arguments: [SchemaDialect.swagger20, .openAPI30, .draft4])
  func `reads boolean exclusive limits where they belong`(dialect: SchemaDialect) throws {
    let compiled = try CompiledSchema(
      #"{"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false}"#,
      dialect
    )
    #expect(compiled.schema.minimum == nil)
    #expect(compiled.schema.exclusiveMinimum == 1)
    #expect(compiled.schema.maximum == 9)
    #expect(compiled.schema.exclusiveMaximum == nil)
    #expect(compiled.problems.isEmpty)
  }

  @Test func `recognises exclusive limits of another dialect`() throws {
    let newer = try CompiledSchema(#"{"minimum": 1, "exclusiveMinimum": true}"#, .openAPI31)
    #expect(newer.schema.exclusiveMinimum == 1)
    #expect(newer.problems.map(\.pointer) == [JSONPointer(["exclusiveMinimum"])])
    let older = try CompiledSchema(#"{"exclusiveMaximum": 5}"#, .openAPI30)
    #expect(older.schema.exclusiveMaximum == 5)
    #expect(older.problems.count == 1)
  }

  @Test func `reads nullable beside a type`() throws {
    let typed = try CompiledSchema(
      #"{"type": "string", "nullable": true, "enum": ["a", null]}"#,
      .openAPI30
    )
    #expect(typed.schema.types == [.string, .null])
    #expect(!typed.schema.toleratesNull)
    let swagger = try CompiledSchema(#"{"type": "string", "x-nullable": true}"#, .swagger20)
    #expect(swagger.schema.types == [.string, .null])
    #expect(swagger.problems.isEmpty)
  }

  @Test(arguments: [
    #"{"type": "string", "nullable": true, "enum": ["a"]}"#,
    #"{"nullable": true, "allOf": [{"type": "string"}]}"#,
    #"{"type": "string", "nullable": true, "oneOf": [{"maxLength": 1}]}"#,
    #"{"nullable": true, "minLength": 1, "enum": ["a"]}"#,
  ])
  func `tolerates null where nullable does not act by the letter`(text: String) throws {
    let compiled = try CompiledSchema(text, .openAPI30)
    #expect(compiled.schema.toleratesNull)
    #expect(compiled.schema.types?.contains(.null) != true)
    #expect(compiled.accepts(nil))
    #expect(compiled.accepts("a"))
    #expect(!compiled.accepts("bb") || text.contains("allOf"))
    let draft = try CompiledSchema(text, .draft202012)
    #expect(!draft.schema.toleratesNull)
  }

  @Test func `honours nullable in 3·1 and reports it once`() throws {
    let compiled = try CompiledSchema(
      #"{"type": "object", "nullable": true, "properties": {"a": {"type": "string", "nullable": true}}}"#
    )
    #expect(compiled.accepts(nil))
    #expect(compiled.accepts(["a": nil]))
    #expect(compiled.schema.toleratesNull)
    #expect(compiled.problems.count == 1)
    let draft = try CompiledSchema(#"{"type": "string", "nullable": true}"#, .draft202012)
    #expect(!draft.accepts(nil))
  }

  @Test func `ignores what stands beside a reference up to draft 7`() throws {
    let text =
      ##"{"properties": {"a": {"$ref": "#/definitions/b", "maxLength": 1}}, "definitions": {"b": {}}}"##
    for dialect in SchemaDialect.allCases {
      let compiled = try CompiledSchema(text, dialect)
      let ignores = ![.openAPI31, .draft201909, .draft202012].contains(dialect)
      #expect(compiled.accepts(["a": "long"]) == ignores, "\(dialect)")
    }
  }

  @Test func `reads tuples in either spelling`() throws {
    let older = try CompiledSchema(
      #"{"items": [{"type": "string"}], "additionalItems": false}"#,
      .draft7
    )
    #expect(older.accepts(["a"]))
    #expect(!older.accepts(["a", 1]))
    #expect(older.problems.isEmpty)
    let newer = try CompiledSchema(#"{"items": [{"type": "string"}]}"#, .draft202012)
    #expect(!newer.accepts([1]))
    #expect(newer.problems.count == 1)
  }

  @Test func `reads dependencies of names and of schemas`() throws {
    let compiled = try CompiledSchema(
      #"{"dependencies": {"a": ["b"], "c": {"required": ["d"]}, "e": 1}}"#,
      .draft7
    )
    #expect(!compiled.accepts(["a": 1]))
    #expect(!compiled.accepts(["c": 1]))
    #expect(compiled.accepts(["a": 1, "b": 1, "c": 1, "d": 1, "e": 1]))
    #expect(compiled.problems.map(\.pointer.description) == ["/dependencies/e"])
  }

  @Test func `reads keywords of later versions and says so`() throws {
    let compiled = try CompiledSchema(#"{"oneOf": [{"const": 1}, {"const": 2}]}"#, .swagger20)
    #expect(compiled.accepts(1))
    #expect(!compiled.accepts(3))
    #expect(compiled.problems.map(\.pointer.description) == ["/oneOf", "/oneOf/0/const"])
  }

  // MARK: Nonsense

  @Test(arguments: [
    (#"{"minLength": "5"}"#, "/minLength"), (#"{"minLength": -1}"#, "/minLength"),
    (#"{"maxItems": 1.5}"#, "/maxItems"), (#"{"minimum": "1"}"#, "/minimum"),
    (#"{"pattern": 5}"#, "/pattern"), (#"{"pattern": "("}"#, "/pattern"),
    (#"{"enum": "a"}"#, "/enum"), (#"{"enum": []}"#, "/enum"),
    (#"{"required": true}"#, "/required"), (#"{"required": [1, "a"]}"#, "/required/0"),
    (#"{"properties": []}"#, "/properties"), (#"{"properties": {"a": "string"}}"#, "/properties/a"),
    (#"{"additionalProperties": null}"#, "/additionalProperties"),
    (#"{"allOf": {"type": "string"}}"#, "/allOf"), (#"{"multipleOf": 0}"#, "/multipleOf"),
    (#"{"uniqueItems": "yes"}"#, "/uniqueItems"), (#"{"$ref": 5}"#, "/$ref"),
    (#"{"type": 5}"#, "/type"), (#"{"type": ["string", 5]}"#, "/type/1"),
    (#"{"type": "strnig"}"#, "/type"), (#"{"format": {}}"#, "/format"), (#""x""#, ""),
    (#"{"discriminator": {}}"#, "/discriminator"), (#"{"xml": {"name": 1}}"#, "/xml/name"),
  ])
  func `reports nonsense at its place and claims nothing by it`(text: String, place: String) throws
  {
    let compiled = try CompiledSchema(text)
    #expect(compiled.problems.map(\.pointer.description) == [place])
    #expect(compiled.problems.allSatisfy { $0.message.hasSuffix(".") })
    #expect(compiled.accepts(["a": "x"]) == !text.contains("\"string\", 5"))
  }

  private static let misspeltTypes: [(name: String, types: JSONTypeSet?, format: String?)] = [
    ("int", .integer, nil), ("int64", .integer, "int64"), ("long", .integer, "int64"),
    ("float", [.integer, .number], "float"), ("String", .string, nil), ("date", .string, "date"),
    ("datetime", .string, "date-time"), ("bool", .boolean, nil), ("Object", .object, nil),
    ("file", .string, "binary"), ("any", nil, nil),
  ]

  @Test(arguments: misspeltTypes)
  func `reads misspelt types as they were meant`(
    name: String,
    types: JSONTypeSet?,
    format: String?
  ) throws {
    let compiled = try CompiledSchema(#"{"type": "\#(name)"}"#)
    #expect(compiled.schema.types == types)
    #expect(compiled.schema.format == format)
    #expect(compiled.problems.count == 1)
  }

  @Test func `reads files of Swagger and quoted null of YAML`() throws {
    let file = try CompiledSchema(#"{"type": "file"}"#, .swagger20)
    #expect(file.schema.types == .string)
    #expect(file.schema.format == "binary")
    #expect(file.problems.isEmpty)
    #expect(try CompiledSchema(#"{"type": ["string", "null"]}"#).schema.types == [.string, .null])
    #expect(try CompiledSchema(#"{"type": null}"#).schema.types == .null)
  }

  @Test func `takes properties that are named like keywords for properties`() throws {
    let compiled = try CompiledSchema(
      """
      {"properties": {"$ref": {"type": "string"}, "type": {"type": "integer"},
       "properties": {"enum": [1]}, "$id": {"type": "null"}, "enum": {"type": "array"}}}
      """
    )
    #expect(compiled.problems.isEmpty)
    #expect(compiled.schema.properties.count == 5)
    #expect(!compiled.accepts(["$ref": 1]))
    #expect(!compiled.accepts(["type": "x"]))
  }

  @Test func `clamps counts beyond the integers`() throws {
    let schema = try CompiledSchema(#"{"maxLength": 1e30, "minItems": 3.0}"#).schema
    #expect(schema.maxLength == .max)
    #expect(schema.minItems == 3)
  }

  @Test func `bounds the number of problems`() throws {
    let bad = Array(repeating: #"{"type": "nope"}"#, count: SchemaCompiler.problemsMax + 5)
    let compiled = try CompiledSchema("{\"allOf\": [\(bad.joined(separator: ","))]}")
    #expect(compiled.problems.count == SchemaCompiler.problemsMax)
  }

  // MARK: Annotations

  @Test func `keeps examples, defaults and representations`() throws {
    let schema = try CompiledSchema(
      """
      {"title": "T", "default": null, "example": 1, "examples": [2, 3], "readOnly": true,
       "writeOnly": true, "deprecated": true,
       "xml": {"name": "n", "namespace": "s", "prefix": "p", "attribute": true, "wrapped": true}}
      """
    ).schema
    #expect(schema.title == "T")
    #expect(schema.defaultValue == .some(.null))
    #expect(schema.examples == [1, 2, 3])
    #expect(schema.readOnly && schema.writeOnly && schema.deprecated)
    #expect(schema.xml?.name == "n")
    #expect(schema.xml?.isAttribute == true)
    #expect(schema.xml?.isWrapped == true)
  }

  @Test func `takes made-up schemas with references into the document`() throws {
    let document: JSONValue = ["definitions": ["Pet": ["type": "object"]]]
    var compiler = SchemaCompiler(
      document: document,
      dialect: .swagger20,
      componentRoots: [JSONPointer(["definitions"])]
    )
    let place = JSONPointer(["paths"])
    let first = compiler.compile(
      ["type": "array", "items": ["$ref": "#/definitions/Pet"]],
      at: place
    )
    let second = compiler.compile(["type": "string"], at: place)
    let pet = compiler.compile(at: JSONPointer(["definitions", "Pet"]))
    let arena = compiler.arena()
    #expect(arena[second].types == .string)
    let items = try #require(arena[first].items)
    #expect(arena[items].reference == pet)
    #expect(arena[pet].name == "Pet")
    #expect(compiler.problems.isEmpty)
  }

  @Test func `compiles a long chain of references without a deep stack`() throws {
    let count = 20_000
    var definitions = JSONObject()
    for index in 0..<count {
      definitions["s\(index)"] = [
        "properties": ["next": ["$ref": .string("#/$defs/s\(index + 1)")]]
      ]
    }
    definitions["s\(count)"] = ["type": "string"]
    var compiler = SchemaCompiler(
      document: ["$defs": .object(definitions)],
      dialect: .draft202012,
      componentRoots: []
    )
    let id = compiler.compile(at: JSONPointer(["$defs", "s0"]))
    let arena = compiler.arena()
    #expect(arena.count == count * 2 + 1)
    #expect(SchemaValidator(arena: arena).isValid(["next": ["next": [:]]], against: id))
  }
}
