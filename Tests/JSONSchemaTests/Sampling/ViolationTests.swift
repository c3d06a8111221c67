import Testing

@testable import JSONSchema

@Suite struct ViolationTests {
  @Test(arguments: SamplerTests.satisfiable.keys.sorted())
  func `violations are invalid`(_ name: String) throws {
    let fixture = try SchemaFixture(try #require(SamplerTests.satisfiable[name]))
    let base = try fixture.sampler().sample(fixture.id)
    for violation in fixture.sampler().violations(of: fixture.id, base: base).values {
      #expect(!fixture.isValid(violation.value), "\(violation.label)")
      let now = violation.value.value(at: violation.pointer)
      #expect(now == violation.became, "\(violation.label)")
    }
  }

  struct Broken: Hashable, CustomStringConvertible {
    var keyword: String
    var pointer: String
    var became: String?
    var description: String { "\(keyword) at \(pointer): \(became ?? "removed")" }
  }

  private func broken(_ schema: String, _ base: JSONValue) throws -> [Broken] {
    let fixture = try SchemaFixture(schema)
    return fixture.sampler().violations(of: fixture.id, base: base).values.map {
      Broken(
        keyword: $0.keyword,
        pointer: $0.pointer.description,
        became: $0.became?.serialized()
      )
    }
  }

  static let limits: [(String, JSONValue, [Broken])] = [
    (
      #"{"type": "integer", "minimum": 1, "maximum": 5}"#, 3,
      [
        Broken(keyword: "minimum", pointer: "", became: "0"),
        Broken(keyword: "maximum", pointer: "", became: "6"),
      ]
    ),
    (
      #"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}"#, 0.5,
      [
        Broken(keyword: "exclusiveMinimum", pointer: "", became: "0"),
        Broken(keyword: "exclusiveMaximum", pointer: "", became: "1"),
      ]
    ),
    (
      #"{"type": "number", "minimum": 0.1, "multipleOf": 0.1}"#, 0.3,
      [
        Broken(keyword: "minimum", pointer: "", became: "0"),
        Broken(keyword: "multipleOf", pointer: "", became: "0.35"),
      ]
    ),
    (
      #"{"type": "integer", "maximum": 9007199254740993}"#, 3,
      [Broken(keyword: "maximum", pointer: "", became: "9007199254740994")]
    ),
    (
      #"{"type": "string", "minLength": 2, "maxLength": 4}"#, "abc",
      [
        Broken(keyword: "minLength", pointer: "", became: "\"a\""),
        Broken(keyword: "maxLength", pointer: "", became: "\"delta\""),
      ]
    ),
    (
      #"{"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true}"#, [1, 2],
      [
        Broken(keyword: "minItems", pointer: "", became: "[]"),
        Broken(keyword: "uniqueItems", pointer: "", became: "[1,1]"),
      ]
    ),
    (
      #"{"required": ["a"], "properties": {"a": {}}, "additionalProperties": false}"#,
      ["a": 1],
      [
        Broken(keyword: "required", pointer: "/a", became: nil),
        Broken(
          keyword: "additionalProperties",
          pointer: "/unexpectedMember",
          became: "\"unexpected\""
        ),
      ]
    ),
    (
      #"{"type": "object", "minProperties": 2, "maxProperties": 2}"#, ["a": 1, "b": 2],
      [
        Broken(keyword: "minProperties", pointer: "", became: #"{"a":1}"#),
        Broken(
          keyword: "maxProperties",
          pointer: "",
          became: #"{"a":1,"b":2,"member1":"member1 amber"}"#
        ),
      ]
    ),
    (
      #"{"type": "object", "dependentRequired": {"a": ["b"]}}"#, ["a": 1, "b": 2],
      [Broken(keyword: "dependentRequired", pointer: "/b", became: nil)]
    ),
  ]

  static let parts: [(String, JSONValue, String, String)] = [
    (
      #"{"type": "array", "prefixItems": [{"type": "integer"}], "items": false}"#, [1], "items",
      #""unexpected""#
    ),
    (#"{"type": "array", "contains": {"const": 7}}"#, [7, 8], "contains", "[8]"),
    (
      #"{"type": "object", "unevaluatedProperties": false}"#, [:], "unevaluatedProperties",
      #""unexpected""#
    ),
    (
      #"{"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}}"#, ["a": 1], "propertyNames",
      #""unexpected""#
    ),
  ]

  @Test(arguments: parts)
  func `rules about parts are broken too`(
    _ schema: String,
    _ base: JSONValue,
    _ keyword: String,
    _ became: String
  ) throws {
    let found = try broken(schema, base)
    #expect(found.contains { $0.keyword == keyword && $0.became == became }, "\(found)")
  }

  @Test(arguments: limits)
  func `each limit is broken by one step`(
    _ schema: String,
    _ base: JSONValue,
    _ expected: [Broken]
  ) throws {
    let found = try broken(schema, base)
    for wanted in expected {
      let isThere = found.contains {
        $0.keyword == wanted.keyword && $0.pointer == wanted.pointer
          && ($0.became == wanted.became || wanted.became?.contains("member1") == true)
      }
      #expect(isThere, "\(wanted) in \(found)")
    }
  }

  @Test func `an order is broken in every way its schema speaks of`() throws {
    let fixture = try SchemaFixture(orderSchema, direction: .request)
    let base = try fixture.sampler().sample(fixture.id)
    let violations = fixture.sampler().violations(of: fixture.id, base: base).values
    let keys = Set(violations.map { "\($0.keyword) \($0.pointer)" })
    let expected = [
      "required /customer", "required /items", "required /items/0/sku",
      "additionalProperties /unexpectedMember", "type /customer", "minLength /customer",
      "maxLength /customer", "format /email", "maxLength /email", "enum /status",
      "minimum /priority",
      "maximum /priority", "exclusiveMinimum /discount", "exclusiveMaximum /discount",
      "multipleOf /discount", "pattern /reference", "type /gift", "type /comment",
      "minItems /items",
      "maxItems /items", "uniqueItems /items", "minimum /items/0/quantity",
    ]
    for key in expected { #expect(keys.contains(key), "\(key)") }
    #expect(!violations.contains { $0.label == "comment is null" })
    #expect(violations.contains { $0.label == "items[0].sku is missing" })
  }

  @Test func `the validator names the broken keyword and nothing else where that is possible`()
    throws
  {
    let fixture = try SchemaFixture(orderSchema)
    let validator = SchemaValidator(arena: fixture.arena)
    let base = try fixture.sampler().sample(fixture.id)
    for violation in fixture.sampler().violations(of: fixture.id, base: base).values
    where !["type", "additionalProperties"].contains(violation.keyword) {
      let errors = validator.validate(violation.value, against: fixture.id)
      #expect(errors.map(\.keyword) == [violation.keyword], "\(violation.label)")
    }
  }

  @Test func `what another branch allows is no violation`() throws {
    let found = try broken(
      #"{"anyOf": [{"type": "string", "maxLength": 3}, {"type": "integer"}]}"#,
      "abc"
    )
    #expect(!found.contains { $0.became == "42" })
    #expect(found.contains { $0.keyword == "maxLength" && $0.became == "\"abcd\"" })
    #expect(found.contains { $0.keyword == "type" && $0.became == "true" })
  }

  @Test func `deep inside a branch the whole value decides`() throws {
    let fixture = try SchemaFixture(
      #"""
      {"anyOf": [
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "object",
         "properties": {"b": {"type": "object", "properties": {"c": {"type": "string"}}}}}}},
        {"type": "object", "properties": {"a": {"type": "object",
         "properties": {"b": {"type": "object", "properties": {"c": {"type": "integer"}}}}}}}]}
      """#
    )
    let base: JSONValue = ["a": ["b": ["c": "x"]]]
    let violations = fixture.sampler().violations(of: fixture.id, base: base).values
    #expect(!violations.isEmpty)
    for violation in violations { #expect(!fixture.isValid(violation.value), "\(violation.label)") }
    #expect(!violations.contains { $0.label == "a.b.c is a number" && $0.became == 42 })
  }

  @Test func `annotation formats are not violated`() throws {
    for format in ["password", "made-up", "binary"] {
      let found = try broken("{\"type\": \"string\", \"format\": \"\(format)\"}", "secret")
      #expect(!found.contains { $0.keyword == "format" })
    }
  }

  @Test func `the further wrong types of each place come last`() throws {
    let found = try broken(
      #"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
      ["a": "x"]
    )
    #expect(
      found.prefix(4).map(\.pointer) == ["", "", "/a", "/a"]
        && found.dropFirst(4).allSatisfy { $0.keyword == "type" }
    )
  }

  @Test func `what cannot be broken is left out with its reason`() throws {
    let fixture = try SchemaFixture(#"{"type": "string", "pattern": ".*", "maxLength": 999999}"#)
    let omitted = fixture.sampler().violations(of: fixture.id, base: "x").omitted
    #expect(
      omitted.map(\.label) == ["value longer than maxLength 999999", "value violates its pattern"]
    )
  }

  @Test func `the order and the values are the same every time`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let base = try fixture.sampler().sample(fixture.id)
    let first = fixture.sampler().violations(of: fixture.id, base: base).values
    let second = fixture.sampler().violations(of: fixture.id, base: base).values
    #expect(first == second)
  }
}
