import Testing

@testable import OpenAPI

@Suite struct InvalidExampleTests {
  private func found(_ example: String, type: String = "application/json") async throws -> [String]
  {
    try await places(
      of: .invalidExample,
      """
      paths:
        /a:
          post:
            parameters: [{name: q, in: query, schema: {type: integer}, example: \(example)}]
            requestBody: {content: {\(type): {schema: {$ref: '#/components/schemas/S'}, examples: {e: {value: \(example)}}}}}
            responses: {200: {description: ok, content: {\(type): {schema: {$ref: '#/components/schemas/S'}, example: \(example)}}}}
      components: {schemas: {S: {type: integer, example: \(example)}}}
      """
    )
  }

  @Test func `finds examples that their schemas refuse, wherever they stand`() async throws {
    #expect(
      try await found("x") == [
        "/paths/~1a/post/parameters/0/example",
        "/paths/~1a/post/requestBody/content/application~1json/examples/e/value",
        "/paths/~1a/post/responses/200/content/application~1json/example",
        "/components/schemas/S/example",
      ]
    )
  }

  @Test func `is silent about examples that are valid`() async throws {
    #expect(try await found("7") == [])
  }

  @Test func `examples of other media types are texts`() async throws {
    #expect(
      try await found("x", type: "application/xml") == [
        "/paths/~1a/post/parameters/0/example", "/components/schemas/S/example",
      ]
    )
  }

  @Test func `each of several examples has its place`() async throws {
    let found = try await places(
      of: .invalidExample,
      inSchema: "{type: integer, examples: [1, x, 2, y]}"
    )
    #expect(found == ["/A/examples/1", "/A/examples/3"])
  }

  @Test func `readOnly members are missing in requests only`() async throws {
    let found = try await places(
      of: .invalidExample,
      """
      paths:
        /a:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}, example: {}}}}
            responses: {200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S'}, example: {}}}}}
      components: {schemas: {S: {type: object, required: [id], properties: {id: {readOnly: true}}}}}
      """
    )
    #expect(found == ["/paths/~1a/post/responses/200/content/application~1json/example"])
  }
}
