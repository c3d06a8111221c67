import Testing

@testable import OpenAPI

@Suite struct UnsatisfiableSchemaTests {
  @Test(arguments: [
    "{type: string, minLength: 3, maxLength: 2}", "{minItems: 3, maxItems: 2}",
    "{type: integer, minimum: 3, maximum: 2}", "{type: integer, minimum: 1.2, maximum: 1.8}",
    "{type: integer, exclusiveMinimum: 1, maximum: 1}", "{type: integer, enum: [a, b]}",
    "{enum: [1], const: 2}", "{allOf: [{type: string}, {type: integer}]}",
    "{type: object, maxProperties: 1, required: [a, b]}",
    "{type: object, additionalProperties: false, properties: {a: {}}, required: [b]}",
    "{type: object, additionalProperties: false, allOf: [{required: [a], properties: {a: {}}}]}",
    "{type: object, additionalProperties: false, properties: {a: {}}, minProperties: 2}",
    "{type: array, uniqueItems: true, minItems: 3, items: {type: boolean}}",
  ])
  func `finds what no value satisfies`(schema: String) async throws {
    #expect(try await places(of: .unsatisfiableSchema, inSchema: schema) == ["/A"])
  }

  @Test(arguments: [
    "{type: string, minLength: 2, maxLength: 2}", "{type: integer, minimum: 2, maximum: 2}",
    "{type: [integer, string], enum: [a]}", "{allOf: [{type: number}, {type: integer}]}",
    "{type: object, properties: {a: {}}, required: [b]}", "false",
    "{type: object, additionalProperties: false, patternProperties: {'^b': {}}, required: [b]}",
    "{type: object, unevaluatedProperties: false, allOf: [{required: [a], properties: {a: {}}}]}",
    "{type: array, uniqueItems: true, minItems: 2, items: {type: boolean}}",
  ])
  func `is silent where a value does`(schema: String) async throws {
    #expect(try await places(of: .unsatisfiableSchema, inSchema: schema) == [])
  }

  @Test func `a reference is not the place`() async throws {
    let found = try await places(
      of: .unsatisfiableSchema,
      inSchema: "{properties: {b: {$ref: '#/components/schemas/B'}}}",
      "B: {type: integer, minimum: 3, maximum: 2}"
    )
    #expect(found == ["/B"])
  }
}
