import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 45–59: what a schema says.
@Suite struct SchemaPointsTests {
  @Test(arguments: [
    ("{type: string, nullable: true}", "3.0.3", true), ("{type: [string, 'null']}", "3.1.0", true),
    ("{type: string, x-nullable: true}", "2.0", true), ("{type: string}", "3.0.3", false),
    // Not by the letter, but meant by half of those who write it: no claim either way.
    ("{nullable: true, allOf: [{type: string}]}", "3.0.3", true),
  ])
  func `45: null is allowed where the version says so`(
    text: String,
    version: String,
    isAllowed: Bool
  ) throws {
    #expect(try NamedSchema(text, version: version).accepts(nil) == isAllowed)
  }

  @Test func `45: nullable does not extend an enum by the letter, and nothing relies on it`() throws
  {
    let schema = try NamedSchema("{type: string, nullable: true, enum: [a]}", version: "3.0.3")
    #expect(schema.schema.toleratesNull)
    #expect(try schema.sample() == "a")
  }

  @Test(arguments: [
    ("{type: integer, minimum: 1, exclusiveMinimum: true}", "3.0.3"),
    ("{type: integer, minimum: 1, exclusiveMinimum: true}", "2.0"),
    ("{type: integer, minimum: 1, exclusiveMinimum: true}", "3.1.0"),
    ("{type: integer, exclusiveMinimum: 1}", "3.1.0"),
    ("{type: integer, exclusiveMinimum: 1}", "3.0.3"),
  ])
  func `46: exclusive limits are understood in either spelling`(text: String, version: String)
    throws
  {
    let schema = try NamedSchema(text, version: version)
    #expect(!schema.accepts(1) && schema.accepts(2))
  }

  @Test func `47: a type may be absent or a list, and 1_0 is an integer`() throws {
    let free = try NamedSchema("{properties: {a: {type: string}}}")
    #expect(free.accepts(7) && !free.accepts(["a": 7]))
    #expect(try free.sample().objectValue != nil)
    let several = try NamedSchema("{type: [integer, boolean]}")
    #expect(several.accepts(true) && several.accepts(1.0) && !several.accepts(1.5))
  }

  @Test func `48: allOf joins what its members say`() throws {
    let schema = try NamedSchema(
      """
      {allOf: [{type: object, required: [n], properties: {n: {type: integer, minimum: 3, multipleOf: 4}}},
        {required: [s], properties: {n: {maximum: 20, multipleOf: 6}, s: {type: string, pattern: '^a', minLength: 2}}},
        {properties: {s: {pattern: 'b$'}}}]}
      """
    )
    let value = try schema.sample(.requiredOnly)
    #expect(value["n"] == 12)
    #expect(schema.accepts(value))
  }

  @Test(arguments: [
    "{allOf: [{type: string}, {type: integer}]}", "{allOf: [{enum: [a]}, {enum: [b]}]}",
    "{allOf: [{type: integer, minimum: 5}, {maximum: 4}]}",
  ])
  func `48: members of allOf that contradict each other are reported, without trying for ever`(
    text: String
  ) throws {
    #expect(try NamedSchema(text).unbuildable != nil)
  }

  @Test(arguments: [
    "{type: object, required: [ghost]}",
    "{type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
  ])
  func `49: what is required may be declared elsewhere`(text: String) throws {
    let schema = try NamedSchema(text)
    #expect(!schema.accepts([:]))
    #expect(schema.accepts(try schema.sample(.requiredOnly)))
  }

  @Test func `50: exactly one branch of oneOf holds`() throws {
    let schema = try NamedSchema(
      "{oneOf: [{type: integer, minimum: 0}, {type: integer, maximum: 10}, {type: string}]}"
    )
    #expect(!schema.accepts(5) && schema.accepts(11) && schema.accepts(-1) && schema.accepts("x"))
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `50: combinations may nest`() throws {
    let schema = try NamedSchema(
      """
      {anyOf: [{allOf: [{oneOf: [{type: object, required: [a], properties: {a: {const: 1}}},
        {type: object, required: [b], properties: {b: {const: 2}}}]}]}, {type: array, minItems: 1, items: {const: 3}}]}
      """
    )
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `51: a discriminator names its branch by name, by reference and implicitly`() throws {
    let schema = try NamedSchema(
      """
      {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cow'}],
        discriminator: {propertyName: kind, mapping: {meow: Cat, woof: '#/components/schemas/Dog'}}}
      """,
      others: """
        Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}},
        Dog: {type: object, required: [kind, bark], properties: {kind: {type: string}, bark: {type: boolean}}},
        Cow: {type: object, required: [kind, milk], properties: {kind: {type: string}, milk: {type: number}}}
        """,
      version: "3.0.3"
    )
    #expect(schema.schema.discriminator?.mapping.keys == ["meow", "woof", "Cow"])
    let value = try schema.sample()
    let kind = try #require(value["kind"]?.stringValue)
    #expect(["meow", "woof", "Cow"].contains(kind))
  }

  @Test func `51: children by allOf are branches of a parent that does not list them`() throws {
    let schema = try NamedSchema(
      "{type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}",
      others:
        "Cat: {allOf: [{$ref: '#/components/schemas/A'}, {required: [lives], properties: {lives: {type: integer}}}]}",
      version: "3.0.3"
    )
    #expect(schema.schema.discriminator?.mapping.keys == ["Cat"])
  }

  @Test(arguments: [
    "{type: integer, minimum: 1, maximum: 2, not: {const: 1}}",
    "{type: object, required: [a], properties: {a: {type: integer}}, if: {properties: {a: {minimum: 5}}}, then: {required: [b]}, else: {required: [c]}}",
    "{type: object, required: [a], dependentRequired: {a: [b]}, properties: {b: {type: integer}}}",
    "{type: object, required: [a], dependentSchemas: {a: {required: [b], properties: {b: {type: integer}}}}}",
  ])
  func `52: conditions are met by what is generated`(text: String) throws {
    let schema = try NamedSchema(text)
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `53: additionalProperties false beside allOf is the trap that it is`() throws {
    let trap = try NamedSchema(
      "{additionalProperties: false, allOf: [{type: object, required: [a], properties: {a: {type: string}}}]}"
    )
    #expect(!trap.accepts(["a": "x"]) && trap.unbuildable != nil)
    let way = try NamedSchema(
      "{unevaluatedProperties: false, allOf: [{type: object, required: [a], properties: {a: {type: string}}}]}"
    )
    #expect(way.accepts(["a": "x"]) && !way.accepts(["a": "x", "b": 1]))
    #expect(way.accepts(try way.sample()))
  }

  @Test(arguments: [
    "{type: object, patternProperties: {'^x-': {type: integer}}, minProperties: 2, additionalProperties: false}",
    "{type: object, propertyNames: {pattern: '^[a-z]{3}$'}, minProperties: 2, maxProperties: 3}",
  ])
  func `54: names and numbers of members are heeded`(text: String) throws {
    let schema = try NamedSchema(text)
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `54: an impossible number of members is reported`() throws {
    let text = "{type: object, properties: {a: {}}, additionalProperties: false, minProperties: 2}"
    #expect(try NamedSchema(text).unbuildable != nil)
  }

  @Test(arguments: [
    (
      "{type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}",
      "3.1.0"
    ),
    ("{type: array, items: [{type: string}], minItems: 1}", "3.0.3"),
    (
      "{type: array, contains: {const: 7}, minContains: 2, maxContains: 2, items: {type: integer}}",
      "3.1.0"
    ),
    ("{type: array, uniqueItems: true, minItems: 2, items: {type: boolean}}", "3.1.0"),
  ])
  func `55: tuples, contained items and unique items`(text: String, version: String) throws {
    let schema = try NamedSchema(text, version: version)
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `55: three different booleans are impossible`() throws {
    let text = "{type: array, uniqueItems: true, minItems: 3, items: {type: boolean}}"
    #expect(try NamedSchema(text).unbuildable != nil)
  }

  @Test func `56: enumerations of anything`() throws {
    let schema = try NamedSchema("{enum: [NO, 1, null, {a: [1]}, [x]]}")
    #expect(schema.schema.enumeration == ["NO", 1, nil, ["a": [1]], ["x"]])
    #expect(schema.accepts(["a": [1.0]]) && !schema.accepts(false))
    #expect(try NamedSchema("{type: integer, enum: [a]}").unbuildable != nil)
    #expect(try NamedSchema("{const: {a: 1}}").sample() == ["a": 1])
  }

  @Test func `57: multipleOf is exact in decimals`() throws {
    let cents = try NamedSchema("{type: number, multipleOf: 0.01}")
    #expect(cents.accepts(19.99) && cents.accepts(1.1) && !cents.accepts(0.005))
    let odd = try NamedSchema("{type: number, minimum: 1.005, maximum: 1.015, multipleOf: 0.01}")
    #expect(try odd.sample() == 1.01)
  }

  @Test func `58: true, false and the empty schema`() throws {
    #expect(try NamedSchema("true").accepts(1) && NamedSchema("{}").accepts(nil))
    #expect(try !NamedSchema("false").accepts(1))
    #expect(
      try NamedSchema("{type: object, required: [a], properties: {a: false}}").unbuildable != nil
    )
  }

  @Test func `59: a default is kept and need not be what is sent`() throws {
    let schema = try NamedSchema("{type: integer, minimum: 5, default: 1}")
    #expect(schema.schema.defaultValue == 1)
    #expect(schema.accepts(try schema.sample()))
  }
}
