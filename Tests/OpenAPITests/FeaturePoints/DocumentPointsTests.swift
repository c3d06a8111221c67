import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 1–15: the document and its references.
@Suite struct DocumentPointsTests {
  @Test(arguments: [
    ("swagger: '2.0'", "2.0", false), ("openapi: 3.0.4", "3.0.4", false),
    ("openapi: 3.1.1", "3.1.1", false), ("openapi: 3.2.0", "3.2.0", false),
    ("openapi: 3.7.0", "3.7.0", true),
  ])
  func `1: the version is detected and an unknown minor one read as the nearest`(
    line: String,
    version: String,
    isWarned: Bool
  ) throws {
    let document = try read("\(line)\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {}}}")
    #expect(document.version == version)
    #expect(document.problems.contains { $0.code == .unknownVersion } == isWarned)
  }

  @Test func `1: webhooks alone are a document of 3_1`() throws {
    #expect(try openAPI("3.1.0", "webhooks: {w: {post: {}}}").webhooks.map(\.name) == ["w"])
  }

  @Test func `2: YAML is read by the rules of 1_2`() throws {
    let schema = try NamedSchema("{enum: [NO, on, yes, 2026-01-02, 1e3, 0x10, 12:30]}").schema
    #expect(
      schema.enumeration == ["NO", "on", "yes", "2026-01-02", 1000, 16, "12:30"] as [JSONValue]
    )
  }

  @Test func `3: every key is a text`() throws {
    let document = try openAPI(
      "3.0.0",
      "paths: {/a: {get: {responses: {200: {description: a}, default: {description: b}}}}}\n"
        + "components: {schemas: {true: {type: string}, on: {type: string}, 1.5: {type: string}}}"
    )
    #expect(document.operations[0].responses.map(\.status) == [.code(200), .default])
    #expect(document.componentSchemas.keys == ["true", "on", "1.5"])
  }

  @Test func `4: anchors, aliases and merge keys are written out`() throws {
    let document = try openAPI(
      "3.0.0",
      "x-common: &ok {200: {description: ok}}\n"
        + "paths: {/a: {get: {responses: {<<: *ok, 404: {description: no}}}}, /b: {get: {responses: *ok}}}"
    )
    #expect(document.operation("GET /a")?.responses.map(\.status) == [.code(404), .code(200)])
    #expect(document.operation("GET /b")?.responses.map(\.status) == [.code(200)])
  }

  @Test func `4: aliases of aliases are bounded and cycles are found`() {
    let laughs = (1..<30).map {
      "a\($0): &a\($0) [\(["*a\($0 - 1)", "*a\($0 - 1)"].joined(separator: ", "))]"
    }
    let bomb = refusal(of: "openapi: 3.1.0\na0: &a0 [1]\n\(laughs.joined(separator: "\n"))\n")
    #expect(bomb?.problems.first?.message.contains("aliases up to here stand for more") == true)
    let cycle = refusal(of: "openapi: 3.1.0\nx-a: &a {b: *a}\npaths: {}")
    #expect(cycle?.problems.first?.message.contains("inside its own anchor") == true)
    #expect(cycle?.problems.first?.position == SourcePosition(2, 13))
  }

  @Test func `5: duplicate keys are reported where they stand and the last one counts`() throws {
    for text in [
      "openapi: 3.1.0\npaths: {}\ninfo: {title: A, version: '1'}\ninfo: {title: B, version: '1'}\n",
      "{\"openapi\": \"3.1.0\", \"paths\": {},\n\"info\": {\"title\": \"A\", \"version\": \"1\"},\n\n"
        + "\"info\": {\"title\": \"B\", \"version\": \"1\"}}",
    ] {
      let document = try read(text)
      #expect(document.title == "B")
      let problem = try #require(document.problems.first { $0.code == .duplicateKey })
      #expect(problem.position?.line == 4)
    }
  }

  @Test func `6: references lead into other documents, relative to the containing one`()
    async throws
  {
    let document = try await read(
      "a/api.yaml",
      of: [
        "a/api.yaml":
          "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: '../b/p%20q.yaml#/x~1y'}}",
        "b/p%20q.yaml": "x/y: {get: {parameters: [{$ref: r.yaml}]}}",
        "b/r.yaml": "{name: q, in: query, schema: {type: string}}",
      ]
    )
    #expect(document.operations.first?.parameters.map(\.name) == ["q"])
  }

  @Test(arguments: [
    "{type: object, properties: {next: {$ref: '#/components/schemas/A'}}}",
    "{type: object, required: [n], properties: {n: {type: array, items: {$ref: '#/components/schemas/A'}}}}",
    "{type: object, additionalProperties: {$ref: '#/components/schemas/A'}}",
    "{allOf: [{type: object, properties: {next: {$ref: '#/components/schemas/A'}}}]}",
    "{oneOf: [{type: string}, {type: array, minItems: 1, items: {$ref: '#/components/schemas/A'}}]}",
  ])
  func `7: recursion with an exit has values`(schema: String) throws {
    let schema = try NamedSchema(schema)
    #expect(schema.accepts(try schema.sample()))
  }

  @Test func `7: required recursion without an exit says so`() throws {
    let schema = try NamedSchema(
      "{type: object, required: [next], properties: {next: {$ref: '#/components/schemas/A'}}}"
    )
    #expect(schema.unbuildable != nil)
  }

  @Test(arguments: [("3.0.3", false), ("3.1.0", true)])
  func `8: what stands beside a reference counts in schemas from 3_1 on`(
    version: String,
    counts: Bool
  ) throws {
    let schema = try NamedSchema(
      "{$ref: '#/components/schemas/B', maxLength: 2}",
      others: "B: {type: string}",
      version: version
    )
    #expect(schema.accepts("long") == !counts)
  }

  @Test(arguments: ["3.0.3", "3.1.0"])
  func `8: what stands beside another reference is ignored`(version: String) throws {
    let document = try openAPI(
      version,
      "paths: {/a: {get: {responses: {200: {description: ok}}, parameters: ["
        + "{$ref: '#/components/parameters/P', required: true, name: other}]}}}\n"
        + "components: {parameters: {P: {name: p, in: query, schema: {type: string}}}}"
    )
    let parameter = try #require(document.operations.first?.parameters.first)
    #expect(parameter.name == "p" && !parameter.isRequired)
  }

  @Test func `9: members beside a path item's reference win, with a warning`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {$ref: '#/components/pathItems/P', get: {operationId: mine}}}\n"
        + "components: {pathItems: {P: {get: {operationId: theirs}, put: {}}}}"
    )
    #expect(document.operations.map(\.id) == ["GET /a", "PUT /a"])
    #expect(document.operations.first?.operationID == "mine")
    #expect(document.problems.map(\.code).contains(.referenceSiblings))
  }

  @Test(arguments: [
    "{$ref: 'https://schemas.example/b'}", "{$ref: 'https://schemas.example/b#name'}",
    "{$ref: 'b#name'}", "{$dynamicRef: 'b#node'}",
  ])
  func `10: identifiers, anchors and the document's own address are base URIs`(schema: String)
    throws
  {
    let document = try openAPI(
      "3.2.0",
      """
      $self: https://schemas.example/api
      paths: {}
      components: {schemas: {A: \(schema), B: {$id: b, $anchor: name, $dynamicAnchor: node, type: string}}}
      """
    )
    let validator = SchemaValidator(arena: document.schemas, direction: .neutral)
    let id = try #require(document.componentSchemas["A"])
    #expect(validator.isValid("x", against: id) && !validator.isValid(1, against: id))
  }

  @Test func `10: jsonSchemaDialect is heeded`() throws {
    let document = try openAPI(
      "3.1.0",
      "jsonSchemaDialect: 'http://json-schema.org/draft-07/schema#'\npaths: {}\n"
        + "components: {schemas: {A: {items: [{type: string}], additionalItems: false}}}"
    )
    let id = try #require(document.componentSchemas["A"])
    let validator = SchemaValidator(arena: document.schemas, direction: .neutral)
    #expect(!validator.isValid(["a", "b"], against: id))
  }

  @Test func `11: webhooks and callbacks are known and never operations`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /subscribe:
          post:
            responses: {201: {description: made}}
            callbacks:
              done: {'{$request.body#/url}': {post: {}, put: {}}}
              shared: {$ref: '#/components/callbacks/C'}
      webhooks: {created: {post: {}}, gone: {$ref: '#/components/pathItems/P'}}
      components:
        pathItems: {P: {delete: {}}}
        callbacks: {C: {'https://x.example': {get: {}}}}
      """
    )
    #expect(document.operations.map(\.id) == ["POST /subscribe"])
    #expect(document.webhooks.map { "\($0.name) \($0.method)" } == ["created POST", "gone DELETE"])
    let callbacks = document.operations[0].callbacks
    #expect(callbacks.map { "\($0.name) \($0.method)" } == ["done POST", "done PUT", "shared GET"])
    #expect(callbacks.first?.expression == "{$request.body#/url}")
  }

  @Test func `12: an operation has an id without an operationId, and with any`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {operationId: 'class'}, put: {}, post: {operationId: 'größe ändern!'}, "
        + "patch: {operationId: class}}}"
    )
    #expect(document.operations.map(\.id) == ["GET /a", "PUT /a", "POST /a", "PATCH /a"])
    #expect(document.problems.map(\.code).contains(.duplicateOperationID))
  }

  @Test func `13: extensions are passed over and deprecation is kept`() throws {
    let document = try openAPI(
      "3.1.0",
      "x-top: {$ref: '#/nowhere'}\npaths: {x-internal: {get: 1}, "
        + "/a: {x-get: 1, get: {x-more: [1], deprecated: true, responses: {x-y: 1}}}}"
    )
    #expect(document.operations.map(\.isDeprecated) == [true])
    #expect(document.problems.isEmpty)
  }

  @Test func `14: two paths of one shape are warned about`() throws {
    let document = try openAPI("3.1.0", "paths: {'/a/{x}': {get: {}}, '/a/{y}': {get: {}}}")
    #expect(document.operations.count == 2)
    #expect(document.problems.map(\.code).contains(.ambiguousPaths))
  }

  @Test func `15: a broken operation costs only itself`() throws {
    let document = try openAPI("3.1.0", "paths: {/a: {get: {}, put: {parameters: 1}}}")
    #expect(document.operations.map(\.id) == ["GET /a"])
    #expect(document.skippedOperations.map(\.method) == ["PUT"])
  }
}
