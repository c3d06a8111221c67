import Testing

@testable import OpenAPI

@Suite struct UnusedComponentTests {
  @Test func `finds what nothing refers to, also when it refers to itself`() async throws {
    let found = try await places(
      of: .unusedComponent,
      """
      security: [{used: []}]
      paths:
        /a:
          get:
            security: [{alsoUsed: []}]
            parameters: [{$ref: '#/components/parameters/Used'}]
            responses: {200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Used'}}}}}
      components:
        parameters: {Used: {name: q, in: query, schema: {}}, Unused: {name: r, in: query, schema: {}}}
        schemas:
          Used: {properties: {next: {$ref: '#/components/schemas/Next'}, part: {$ref: '#/components/schemas/Part/properties/x'}}}
          Next: {type: string}
          Part: {properties: {x: {}}}
          Circle: {properties: {self: {$ref: '#/components/schemas/Circle'}}}
        securitySchemes:
          used: {type: http, scheme: basic}
          alsoUsed: {type: http, scheme: bearer}
          unused: {type: http, scheme: digest}
      """
    )
    #expect(
      found == [
        "/components/schemas/Circle", "/components/parameters/Unused",
        "/components/securitySchemes/unused",
      ]
    )
  }

  @Test func `a discriminator uses what extends its schema and what it maps to`() async throws {
    let found = try await places(
      of: .unusedComponent,
      """
      paths: {/a: {get: {responses: {200: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}
      components:
        schemas:
          Pet: {type: object, discriminator: {propertyName: k, mapping: {d: Dog}}, properties: {k: {type: string}}}
          Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
          Dog: {type: object}
          Stone: {type: object}
      """
    )
    #expect(found == ["/components/schemas/Stone"])
  }

  @Test func `definitions of Swagger 2_0 are components`() async throws {
    let found = try await places(
      of: .unusedComponent,
      """
      paths: {/a: {get: {responses: {200: {description: ok, schema: {$ref: '#/definitions/A'}}}}}}
      definitions: {A: {type: string}, B: {type: string}}
      responses: {R: {description: r}}
      """,
      version: "2.0"
    )
    #expect(found == ["/definitions/B", "/responses/R"])
  }
}
