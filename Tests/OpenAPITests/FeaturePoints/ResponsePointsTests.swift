import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 67–76: responses, links, security and what people really write.
@Suite struct ResponsePointsTests {
  private func responses(_ text: String) throws -> (list: [Response], document: APIDocument) {
    let document = try openAPI(
      "3.1.0",
      """
      paths: {/a: {get: {operationId: a, responses: \(text)}}}
      components: {responses: {R: {description: shared}}}
      """
    )
    return (try #require(document.operations.first).responses, document)
  }

  @Test func `67: codes, ranges, default and references`() throws {
    let (list, document) = try responses(
      "{200: {description: a}, 2xx: {description: b}, default: {description: c}, 4XX: {$ref: '#/components/responses/R'}, 6XX: {}}"
    )
    #expect(list.map(\.status) == [.code(200), .range(2), .default, .range(4)])
    #expect(list.last?.description == "shared")
    #expect(document.problems.map(\.code) == [.unknownStatus])
  }

  @Test func `68: a response without content claims none`() throws {
    let (list, _) = try responses(
      "{204: {description: none}, 304: {description: same, content: {a/b: {}}}}"
    )
    #expect(list.map(\.content.count) == [0, 1])
  }

  @Test func `69: Content-Type is no header of a response, and required ones are known`() throws {
    let (list, _) = try responses(
      "{200: {description: ok, headers: {content-type: {schema: {}}, X-A: {required: true, schema: {}}, X-B: {schema: {}}}}}"
    )
    #expect(list[0].headers.map(\.name) == ["X-A", "X-B"])
    #expect(list[0].headers.map(\.isRequired) == [true, false])
  }

  @Test func `70: links lead to operations, and malformed expressions do no harm`() throws {
    let (list, document) = try responses(
      """
      {200: {description: ok, links: {
        byID: {operationId: a, parameters: {path.id: '$response.body#/id', q: '$response.', r: '$url', s: 'x{$request.path.x}'}},
        byRef: {operationRef: '#/paths/~1a/get'}, nowhere: {operationId: z}, none: {}, both: {operationId: a, operationRef: '#/x'}}}}
      """
    )
    #expect(list[0].links.map(\.target) == ["GET /a", "GET /a", nil, nil, "GET /a"])
    #expect(list[0].links[0].parameters.keys == ["path.id", "q", "r", "s"])
    #expect(document.problems.map(\.code).count { $0 == .unknownLinkTarget } == 2)
  }

  @Test func `71: security is alternatives of joined schemes`() throws {
    let document = try openAPI(
      "3.2.0",
      """
      security: [{key: []}]
      paths:
        /inherits: {get: {}}
        /public: {get: {security: []}}
        /optional: {get: {security: [{}, {key: []}]}}
        /joined: {get: {security: [{key: [], oauth: [read]}, {mtls: []}]}}
        /unknown: {get: {security: [{ghost: []}]}}
      components:
        securitySchemes:
          key: {type: apiKey, name: k, in: cookie}
          basic: {type: http, scheme: Basic}
          digest: {type: http, scheme: digest}
          oauth: {type: oauth2, flows: {deviceAuthorization: {tokenUrl: 'https://t', deviceAuthorizationUrl: 'https://d', scopes: {read: r}}}}
          oidc: {type: openIdConnect, openIdConnectUrl: 'https://o'}
          mtls: {type: mutualTLS}
      """
    )
    func security(_ path: String) -> [[String]] {
      document.operation("GET \(path)")?.security.map { Array($0.schemes.keys) } ?? []
    }
    #expect(security("/inherits") == [["key"]])
    #expect(security("/public") == [])
    #expect(security("/optional") == [[], ["key"]])
    #expect(security("/joined") == [["key", "oauth"], ["mtls"]])
    #expect(document.operation("GET /joined")?.security[0].schemes["oauth"] == ["read"])
    #expect(document.problems.map(\.code).contains(.undefinedSecurityScheme))
    #expect(
      Array(document.securitySchemes.values) == [
        .apiKey(name: "k", location: .cookie), .http(scheme: "basic"), .http(scheme: "digest"),
        .oauth2(tokenURL: "https://t", scopes: ["read"]), .openIDConnect(url: "https://o"),
        .mutualTLS,
      ]
    )
  }

  @Test func `72: QUERY, TRACE and methods of one's own`() throws {
    let document = try openAPI(
      "3.2.0",
      "paths: {/a: {query: {}, trace: {}, additionalOperations: {COPY: {}}}}"
    )
    #expect(document.operations.map(\.method) == ["QUERY", "TRACE", "COPY"])
  }

  @Test func `73: tags may nest and be undeclared`() throws {
    let document = try openAPI(
      "3.2.0",
      "tags: [{name: a}, {name: b, parent: a}]\npaths: {/x: {get: {tags: [c]}, put: {}}}"
    )
    #expect(document.tags.map(\.parent) == [nil, "a"])
    #expect(document.operations.map(\.tags) == [["c"], []])
  }

  @Test func `74: thousands of operations that share their schemas are read`() throws {
    let paths = (0..<2_000).map {
      "/p\($0): {get: {responses: {200: {$ref: '#/components/responses/R'}}}}"
    }
    let document = try openAPI(
      "3.0.0",
      "paths: {\(paths.joined(separator: ", "))}\ncomponents: {responses: {R: {description: ok, "
        + "content: {application/json: {schema: {type: array, items: {type: string}}}}}}}"
    )
    #expect(document.operations.count == 2_000)
    #expect(document.schemas.count < 10)
  }

  @Test func `75: what only Swagger 2_0 has`() throws {
    let document = try swagger(
      """
      paths:
        /a/{id}:
          get:
            parameters: [{$ref: '#/parameters/Id'}, {name: q, in: query, type: string, x-example: abc}]
            responses: {200: {$ref: '#/responses/Ok'}, 201: {description: f, schema: {type: file}}}
      parameters: {Id: {name: id, in: path, required: true, type: integer}}
      responses: {Ok: {description: ok, schema: {$ref: '#/definitions/Pet'}}}
      definitions:
        Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
        Cat: {allOf: [{$ref: '#/definitions/Pet'}, {properties: {lives: {type: integer}}}]}
      """
    )
    let operation = try #require(document.operations.first)
    #expect(operation.parameters.map(\.name) == ["id", "q"])
    #expect(operation.parameters[1].examples.map(\.value) == ["abc"])
    let pet = document.schemas[try #require(document.componentSchemas["Pet"])]
    #expect(pet.discriminator?.propertyName == "kind")
    #expect(pet.discriminator?.mapping.keys == ["Cat"])
    let file = document.schemas[try #require(operation.responses[1].content[0].schema)]
    #expect(file.format == "binary")
  }

  @Test(arguments: [
    ("{type: string, nullable: true}", "3.1.0", "null", true),
    ("{type: string, x-nullable: true}", "3.0.3", "null", true),
    ("{type: object, properties: {a: {type: string, required: true}}}", "3.0.3", "{}", true),
    ("{type: int}", "3.0.3", "1", true), ("{type: int}", "3.0.3", "1.5", false),
    ("{type: float}", "3.0.3", "1.5", true), ("{type: date}", "2.0", "\"2026-01-02\"", true),
    ("{type: integer, minimum: 1, exclusiveMinimum: true}", "3.1.0", "1", false),
  ])
  func `76: what is frequent though no standard says so is read as it is meant`(
    text: String,
    version: String,
    value: String,
    isValid: Bool
  ) throws {
    let schema = try NamedSchema(text, version: version)
    #expect(schema.accepts(try JSONReader.read(Array(value.utf8)).value) == isValid)
  }

  @Test func `76: example is kept in 3_1`() throws {
    #expect(try NamedSchema("{type: string, example: x}").schema.examples == ["x"])
  }
}
