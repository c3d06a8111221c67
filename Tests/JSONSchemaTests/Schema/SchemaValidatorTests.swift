import Testing

@testable import JSONSchema

/// The public suite covers what the keywords mean; these are the bounds, directions and messages.
@Suite struct SchemaValidatorTests {
  @Test(arguments: [
    (
      #"{"type": ["integer", "null"]}"#, #""x""#,
      "The value must be an integer or null, but is the string \"x\"."
    ),
    (#"{"enum": ["a", 1]}"#, "2", "The value must be one of \"a\", 1, but is 2."),
    (#"{"const": {"a": 1}}"#, "[]", "The value must be an object of 1, but is []."),
    (#"{"minimum": 1.50}"#, "1", "The value must be at least 1.50, but is 1."),
    (#"{"multipleOf": 0.01}"#, "0.015", "The value must be a multiple of 0.01, but is 0.015."),
    (#"{"maxLength": 1}"#, #""ab""#, "The value must have at most 1 character, but has 2."),
    (#"{"pattern": "^a"}"#, #""b""#, "The value must match the pattern ^a, but is \"b\"."),
    (#"{"format": "date"}"#, #""b""#, "The value must be a valid date, but is \"b\"."),
    (
      #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
      "The value must not repeat an item, but items 0 and 2 are equal."
    ),
    (#"{"required": ["a"]}"#, "{}", "The value must have the member \"a\"."),
    (#"{"additionalProperties": false}"#, #"{"x": 1}"#, "/x is not allowed."),
    (#"{"prefixItems": [true], "items": false}"#, "[1, 2]", "/1 is not allowed."),
    (
      #"{"properties": {"a": {"minItems": 2}}}"#, #"{"a": [1]}"#,
      "/a must have at least 2 items, but has 1."
    ),
    (#"{"not": {}}"#, "1", "The value must not be what `not` describes, but is 1."),
    (
      #"{"contains": {"type": "string"}}"#, "[1]",
      "The value must contain at least 1 item of the kind asked for, but has 0."
    ),
    (
      #"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#,
      "The value must have the member \"b\" since it has \"a\"."
    ),
    (
      #"{"propertyNames": {"maxLength": 1}}"#, #"{"ab": 1}"#,
      "The value must not have a member of the name \"ab\"."
    ),
    (
      #"{"oneOf": [true, {"title": "T"}]}"#, "1",
      "The value must be exactly one of 2 alternatives, but is both alternative 1 and T."
    ),
    ("false", "1", "The value is not allowed."),
  ])
  func `explains in a sentence`(schema: String, instance: String, message: String) throws {
    let instance = try JSONReader.read([UInt8](instance.utf8)).value
    #expect(try CompiledSchema(schema).messages(instance) == [message])
  }

  @Test func `says where in the instance and in the schema`() throws {
    let compiled = try CompiledSchema(
      ##"{"properties": {"a/b": {"items": {"$ref": "#/$defs/n"}}}, "$defs": {"n": {"maximum": 3}}}"##
    )
    let errors = SchemaValidator(arena: compiled.arena).validate(
      ["a/b": [1, 7]],
      against: compiled.id
    )
    #expect(errors.map(\.instancePointer.description) == ["/a~1b/1"])
    #expect(errors.map(\.schemaPointer.description) == ["/$defs/n/maximum"])
    #expect(errors.map(\.keyword) == ["maximum"])
  }

  @Test func `explains by the alternative that fits best`() throws {
    let compiled = try CompiledSchema(
      """
      {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}]}
      """
    )
    #expect(
      compiled.messages(["n": "x"]) == [
        "The value must be one of 2 alternatives, but is none of them; to be alternative 2, /n must be an integer, but is the string \"x\"."
      ]
    )
  }

  @Test func `stops at the limit of errors`() throws {
    let compiled = try CompiledSchema(#"{"items": {"type": "string"}}"#)
    let many = JSONValue.array(Array(repeating: 1, count: 80))
    #expect(SchemaValidator(arena: compiled.arena).validate(many, against: compiled.id).count == 50)
    var limits = SchemaValidator.Limits()
    limits.errorsMax = 3
    let few = SchemaValidator(arena: compiled.arena, limits: limits)
    #expect(few.validate(many, against: compiled.id).count == 3)
    #expect(!few.isValid(many, against: compiled.id))
  }

  @Test func `survives the deepest documents and explains alternatives in bounded time`() throws {
    let compiled = try CompiledSchema(
      ##"{"anyOf": [{"items": {"$ref": "#"}, "type": "array"}, {"type": "array", "contains": {"$ref": "#"}}]}"##
    )
    var deep: JSONValue = 1
    for _ in 0..<500 { deep = [deep] }
    var limits = SchemaValidator.Limits()
    limits.stepsMax = 20_000
    let validator = SchemaValidator(arena: compiled.arena, limits: limits)
    #expect(validator.validate(deep, against: compiled.id).count <= 1)
    var shallow: JSONValue = 1
    for _ in 0..<8 { shallow = [shallow] }
    #expect(compiled.messages(shallow).count == 1)
  }

  @Test func `claims nothing beyond its depth and steps`() throws {
    let compiled = try CompiledSchema(##"{"type": "array", "items": {"$ref": "#"}}"##)
    var deep: JSONValue = 1
    for _ in 0..<60 { deep = [deep] }
    var limits = SchemaValidator.Limits()
    #expect(
      !SchemaValidator(arena: compiled.arena, limits: limits).isValid(deep, against: compiled.id)
    )
    limits.depthMax = 50
    #expect(
      SchemaValidator(arena: compiled.arena, limits: limits).isValid(deep, against: compiled.id)
    )
    limits = SchemaValidator.Limits()
    limits.stepsMax = 50
    #expect(
      SchemaValidator(arena: compiled.arena, limits: limits).isValid(deep, against: compiled.id)
    )
  }

  @Test func `requires by direction`() throws {
    let compiled = try CompiledSchema(
      """
      {"allOf": [{"$ref": "#/$defs/Base"}, {"required": ["id", "password", "name"]}],
       "$defs": {"Base": {"properties": {"id": {"$ref": "#/$defs/ID"}, "name": {},
         "password": {"allOf": [{"writeOnly": true}]}}}, "ID": {"readOnly": true}}}
      """
    )
    #expect(compiled.accepts(["name": 1, "password": 1], .request))
    #expect(!compiled.accepts(["name": 1, "password": 1], .response))
    #expect(compiled.accepts(["name": 1, "id": 1], .response))
    #expect(!compiled.accepts(["name": 1, "id": 1], .request))
    #expect(!compiled.accepts(["id": 1, "password": 1], .request))
    #expect(!compiled.accepts(["name": 1, "id": 1], .neutral))
  }

  @Test func `bounds integers by their format only when formats count`() throws {
    let compiled = try CompiledSchema(#"{"type": "integer", "format": "int32"}"#)
    #expect(compiled.accepts(2_147_483_647))
    #expect(!compiled.accepts(2_147_483_648))
    let lenient = SchemaValidator(arena: compiled.arena, assertsFormats: false)
    #expect(lenient.isValid(2_147_483_648, against: compiled.id))
    let long = try CompiledSchema(#"{"format": "int64"}"#)
    #expect(try !long.accepts(.number(#require(JSONNumber("9223372036854775808")))))
    #expect(try long.accepts(.number(#require(JSONNumber("9223372036854775807.0")))))
  }

  @Test func `claims nothing by patterns that cannot be read`() throws {
    let compiled = try CompiledSchema(
      #"{"patternProperties": {"(": {"type": "string"}}, "additionalProperties": false}"#
    )
    #expect(compiled.accepts(["a": 1]))
    #expect(compiled.problems.count == 1)
    #expect(try CompiledSchema(#"{"pattern": "(?<"}"#).accepts("x"))
  }

  @Test func `counts length in code points`() throws {
    let compiled = try CompiledSchema(#"{"minLength": 2, "maxLength": 2}"#)
    #expect(compiled.accepts("😀é"))
    #expect(compiled.accepts("e\u{301}"))
    #expect(!compiled.accepts("\u{E9}"))
  }
}
