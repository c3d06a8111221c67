import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 60–66: formats, patterns and numbers.
@Suite struct ValuePointsTests {
  @Test(arguments: [
    "date", "date-time", "time", "duration", "email", "idn-email", "hostname", "ipv4", "ipv6",
    "uri",
    "uri-reference", "iri", "uuid", "json-pointer", "regex", "byte", "binary", "password",
    "unheard-of",
  ])
  func `60: every format has values that are valid`(format: String) throws {
    let schema = try NamedSchema("{type: string, format: \(format), maxLength: 60}")
    #expect(schema.accepts(try schema.sample()))
  }

  @Test(arguments: ["int32", "int64", "float", "double"])
  func `60: formats of numbers bound them`(format: String) throws {
    let type = format.hasPrefix("int") ? "integer" : "number"
    let schema = try NamedSchema("{type: \(type), format: \(format)}")
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `60: a format holds together with pattern and length`() throws {
    let schema = try NamedSchema(
      "{type: string, format: email, pattern: '@example\\.com$', minLength: 15, maxLength: 20}"
    )
    let text = try #require(try schema.sample().stringValue)
    #expect(text.hasSuffix("@example.com") && (15...20).contains(text.count))
  }

  @Test(arguments: [
    #"^\d{3}-\p{L}+$"#, #"(?<year>[0-9]{4})"#, #"^(?=.*[0-9])[a-z0-9]{4,8}$"#, #"^(a|b)\1$"#,
    #"^a\/b$"#,
    "^[a-z]{2,3}$", "x", #"^\S+@\S+$"#,
  ])
  func `61: values for patterns of ECMA-262, which are not anchored`(pattern: String) throws {
    let schema = try NamedSchema("{type: string, pattern: '\(pattern)'}")
    guard schema.unbuildable == nil else {
      // Allowed: saying that no value can be built. Not allowed: a wrong one.
      #expect(["(?=", #"\1"#].contains { pattern.contains($0) }, "\(pattern)")
      return
    }
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `61: unanchored, digits in ASCII, lengths beside patterns`() throws {
    let schema = try NamedSchema(#"{type: string, pattern: '\d'}"#)
    #expect(schema.accepts("a1b") && !schema.accepts("\u{0661}"))
    #expect(try NamedSchema("{type: string, pattern: '^[a-z]$', minLength: 20}").unbuildable != nil)
    let bounded = try NamedSchema("{type: string, pattern: '^[a-z]+$', minLength: 7, maxLength: 7}")
    #expect(try bounded.sample().stringValue?.count == 7)
  }

  @Test(arguments: ["'(?i)abc'", "'a++'", "'['", "'(?P<n>x)'", "7"])
  func `61: a pattern that is none is reported and claims nothing`(pattern: String) throws {
    let schema = try NamedSchema("{type: string, pattern: \(pattern)}")
    #expect(!schema.problems.isEmpty)
    #expect(schema.accepts("anything"))
  }

  @Test func `61: a catastrophic pattern takes no time`() throws {
    let schema = try NamedSchema("{type: string, pattern: '^(a+)+$'}")
    let clock = ContinuousClock()
    let took = clock.measure {
      #expect(!schema.accepts(.string(String(repeating: "a", count: 5_000) + "!")))
    }
    #expect(took < .seconds(20))
  }

  @Test func `62: length counts code points`() throws {
    let schema = try NamedSchema("{type: string, minLength: 2, maxLength: 2}")
    #expect(schema.accepts("👍🏽") && schema.accepts("e\u{301}") && !schema.accepts("👍"))
  }

  @Test(arguments: [
    "{type: string, maxLength: 2147483647}",
    "{type: array, maxItems: 1000000000, items: {type: integer}}",
    "{type: object, maxProperties: 2147483647, additionalProperties: {type: string}}",
  ])
  func `63: huge limits are not filled`(text: String) throws {
    let schema = try NamedSchema(text)
    let value = try schema.sample()
    #expect(schema.accepts(value))
    #expect(value.serialized().utf8.count < 70_000)
  }

  @Test(arguments: [
    "{type: string, minLength: 2147483647}",
    "{type: array, minItems: 1000000000, items: {type: integer}}",
  ])
  func `63: what would be huge is left out with its reason`(text: String) throws {
    #expect(try NamedSchema(text).unbuildable != nil)
  }

  @Test(arguments: [
    "{type: string, minLength: 3, maxLength: 2}", "{type: number, minimum: 3, maximum: 2}",
    "{type: array, minItems: 2, maxItems: 1}",
    "{type: integer, exclusiveMinimum: 1, exclusiveMaximum: 2}",
  ])
  func `64: limits that exclude each other are unsatisfiable`(text: String) throws {
    #expect(try NamedSchema(text).unbuildable != nil)
  }

  @Test func `65: properties may be called like keywords`() throws {
    let schema = try NamedSchema(
      """
      {type: object, required: [type, properties, $ref], additionalProperties: false, properties: {
        type: {type: string}, maxLength: {type: integer}, properties: {type: object}, $ref: {type: string},
        required: {type: boolean}, enum: {type: array, items: {}}}}
      """
    )
    #expect(schema.problems.isEmpty)
    #expect(schema.accepts(["type": "x", "properties": [:], "$ref": "#/nowhere"]))
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `66: numbers beyond double are exact`() throws {
    let text =
      #"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, "components": {"schemas": "#
      + #"{"A": {"enum": [9007199254740993, 0.1000000000000000000001, -0, 1E400, 123456789012345678901234567890]}}}}"#
    let document = try read(text)
    let id = try #require(document.componentSchemas["A"])
    let values = try #require(document.schemas[id].enumeration)
    #expect(
      values.map { $0.serialized() } == [
        "9007199254740993", "0.1000000000000000000001", "-0", "1E400",
        "123456789012345678901234567890",
      ]
    )
    let validator = SchemaValidator(arena: document.schemas, direction: .neutral)
    let neighbour = try JSONReader.read(Array("9007199254740992".utf8)).value
    #expect(!validator.isValid(neighbour, against: id))
  }
}
