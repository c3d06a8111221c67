import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct ReferencedDocumentsTests {
  private static let petStore = [
    "spec/api.yaml": """
    openapi: 3.0.3
    info: {title: T, version: '1'}
    paths:
      /pets:
        $ref: 'paths.yaml#/pets'
      /own:
        get: {responses: {200: {description: ok, content: {application/json: {schema: {$ref: Pet.yaml}}}}}}
    components:
      schemas:
        Id: {type: integer}
    """,
    "spec/paths.yaml": """
    pets:
      get:
        parameters: [{$ref: '../common/parameters.yaml#/limit'}]
        responses:
          200: {$ref: '../common/responses.yaml#/pets'}
          default: {$ref: '../common/errors.yaml'}
    """,
    "common/errors.yaml": "{description: error}",
    "spec/Pet.yaml": """
    type: object
    required: [id]
    properties:
      id: {$ref: 'api.yaml#/components/schemas/Id'}
      friend: {$ref: '#'}
      owner: {$ref: ./Owner.yaml}
    """,
    "spec/Owner.yaml": "{type: object, properties: {pets: {items: {$ref: Pet.yaml}}}}",
    "common/parameters.yaml": "limit: {name: limit, in: query, schema: {type: integer}}",
    "common/responses.yaml": """
    pets: {description: ok, content: {application/json: {schema: {items: {$ref: ../spec/Pet.yaml}}}}}
    """,
  ]

  @Test func `paths, parameters, responses and schemas come from other documents`() async throws {
    let document = try await read("spec/api.yaml", of: Self.petStore)
    #expect(document.problems.map(\.message) == [])
    #expect(document.operations.map(\.id) == ["GET /pets", "GET /own"])
    #expect(document.operation("GET /pets")?.parameters.map(\.name) == ["limit"])
    let pet = try schema(of: "GET /own", in: document)
    #expect(pet.name == "Pet")
    #expect(pet.required == ["id"])
    let id = document.schemas[try #require(pet.properties["id"])]
    #expect(id.reference.map { document.schemas[$0].name } == "Id")
  }

  @Test func `documents may refer to each other in a circle`() async throws {
    let document = try await read("spec/api.yaml", of: Self.petStore)
    let pet = try schema(of: "GET /own", in: document)
    let owner = document.schemas[try #require(pet.properties["owner"])]
    let pets = try #require(owner.reference.flatMap { document.schemas[$0].properties["pets"] })
    let item = try #require(document.schemas[pets].items)
    #expect(
      document.schemas[item].reference
        == pet.properties["friend"].flatMap {
          document.schemas[$0].reference
        }
    )
  }

  /// What the schema of the first response leads to.
  private func schema(of operation: String, in document: APIDocument) throws -> Schema {
    let content = try #require(document.operation(operation)?.responses.first?.content.first)
    let schema = document.schemas[try #require(content.schema)]
    return schema.reference.map { document.schemas[$0] } ?? schema
  }

  @Test func `each document is read once`() async throws {
    let loader = MemoryLoader(Self.petStore)
    _ = try await DocumentReader().read(
      Array(Self.petStore["spec/api.yaml", default: ""].utf8),
      location: URIReference("spec/api.yaml"),
      loader: loader
    )
    #expect(loader.askedFor == Self.petStore.keys.filter { $0 != "spec/api.yaml" }.sorted())
  }

  @Test func `a missing document costs the operations that need it and says where`() async throws {
    var files = Self.petStore
    files["common/parameters.yaml"] = nil
    let document = try await read("spec/api.yaml", of: files)
    #expect(document.operations.map(\.id) == ["GET /own"])
    let skipped = try #require(document.skippedOperations.first)
    #expect(skipped.path == "/pets")
    #expect(skipped.reason.code == .externalReference)
    #expect(skipped.reason.message.contains("there is no `common/parameters.yaml`"))
    #expect(skipped.reason.document == "spec/paths.yaml")
    #expect(skipped.reason.pointer?.description == "/pets/get/parameters/0")
    #expect(skipped.reason.position == SourcePosition(3, 18))
  }

  @Test func `a document that cannot be parsed is reported at its own place`() async throws {
    var files = Self.petStore
    files["common/parameters.yaml"] = "limit: {name: limit"
    let document = try await read("spec/api.yaml", of: files)
    #expect(document.skippedOperations.map(\.path) == ["/pets"])
    let problem = try #require(document.problems.first { $0.code == .yamlSyntax })
    #expect(problem.document == "common/parameters.yaml")
    #expect(problem.position != nil)
  }

  @Test func `a finding in another document names it`() async throws {
    var files = Self.petStore
    files["spec/Pet.yaml"] = "type: object\nproperties:\n  id:\n    type: strin\n"
    let document = try await read("spec/api.yaml", of: files)
    let problem = try #require(document.problems.first { $0.code == .schemaKeyword })
    #expect(problem.document == "spec/Pet.yaml")
    #expect(problem.pointer?.description == "/properties/id/type")
    #expect(problem.position == SourcePosition(4, 5))
  }

  @Test(arguments: [
    ("a%20b.yaml", "a%20b.yaml"), ("./x/../b.yaml", "b.yaml"), ("../../../b.yaml", "b.yaml"),
    ("/b.yaml", "/b.yaml"), ("http://other.example/b.yaml", "http://other.example/b.yaml"),
    ("//other.example/b.yaml#/p", "//other.example/b.yaml"),
  ])
  func `locations are resolved as RFC 3986 says`(reference: String, location: String) async throws {
    let loader = MemoryLoader(["other": ""])
    _ = try? await DocumentReader().read(
      Array("openapi: 3.1.0\npaths: {/a: {get: {parameters: [{$ref: '\(reference)'}]}}}".utf8),
      location: URIReference("api.yaml"),
      loader: loader
    )
    #expect(loader.askedFor == [location])
  }

  @Test func `what is no reference is not followed`() async throws {
    let loader = MemoryLoader(["": ""])
    let document = try await DocumentReader().read(
      Array(
        """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        paths:
          /a:
            get:
              x-more: {$ref: 'x.yaml'}
              parameters: [{name: q, in: query, schema: {$ref: Named}, example: {$ref: 'e.yaml'}}]
              responses: {200: {description: ok}}
        components:
          schemas:
            Named: {enum: [{$ref: 'n.yaml'}], default: {$ref: 'd.yaml'}, properties: {$ref: {type: string}}}
        """.utf8
      ),
      location: URIReference("http://api.example/doc.yaml"),
      loader: loader
    )
    #expect(loader.askedFor.isEmpty)
    #expect(document.operations.count == 1)
  }

  @Test func `a discriminator may map to documents`() async throws {
    let document = try await read(
      "api.yaml",
      of: [
        "api.yaml": """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        paths: {/a: {get: {responses: {200: {description: ok, content: {application/json: {schema: {
          oneOf: [{$ref: Cat.yaml}, {$ref: Dog.yaml}],
          discriminator: {propertyName: kind, mapping: {cat: Cat.yaml, dog: ./Dog.yaml}}}}}}}}}}
        """,
        "Cat.yaml": "{type: object, properties: {kind: {const: cat}}}",
        "Dog.yaml": "{type: object, properties: {kind: {const: dog}}}",
      ]
    )
    let schema = try schema(of: "GET /a", in: document)
    #expect(schema.discriminator?.mapping.keys == ["cat", "dog"])
    #expect(
      schema.discriminator?.mapping.values.compactMap { document.schemas[$0].name } == [
        "Cat", "Dog",
      ]
    )
  }

  @Test func `identifiers and anchors of other documents are known from 3_1 on`() async throws {
    let document = try await read(
      "api.yaml",
      of: [
        "api.yaml": """
        openapi: 3.1.0
        info: {title: T, version: '1'}
        paths: {/a: {get: {responses: {200: {description: ok, content: {application/json: {schema: {
          $ref: 'pet.json#name'}}}}}}}}
        """,
        "pet.json": #"{"type": "object", "$defs": {"N": {"$anchor": "name", "type": "string"}}}"#,
      ]
    )
    #expect(document.problems.isEmpty)
    #expect(try schema(of: "GET /a", in: document).types == .string)
  }

  @Test func `both sides of the number of documents`() async throws {
    var files = ["api.yaml": ""]
    var limits = DocumentReader.Limits()
    limits.referencedDocumentsMax = 8
    for count in [8, 9] {
      let paths = (1...count).map { "/p\($0): {$ref: 'p\($0).yaml'}" }.joined(separator: ", ")
      files["api.yaml"] = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {\(paths)}"
      for number in 1...count { files["p\(number).yaml"] = "get: {}" }
      let document = try await read("api.yaml", of: files, limits: limits)
      #expect(document.operations.count == 8)
      #expect(
        document.skippedOperations.map(\.reason.message).filter { $0.contains("more than 8") }.count
          == count - 8
      )
    }
  }

  @Test(arguments: [(6, 1), (5, 0)])
  func `both sides of the size of all documents`(bytesMax: Int, count: Int) async throws {
    var limits = DocumentReader.Limits()
    limits.referencedBytesMax = bytesMax
    let document = try await read(
      "api.yaml",
      of: [
        "api.yaml":
          "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}, /b: {get: {}}}",
        "a.yaml": "get: 1",
      ],
      limits: limits
    )
    #expect(document.skippedOperations.count == 1)
    #expect(document.skippedOperations.filter { $0.method == "GET" }.count == count)
  }

  @Test func `time is bounded`() async throws {
    var limits = DocumentReader.Limits()
    limits.referencingTimeMax = .zero
    let error = try await #require(throws: DocumentError.self) {
      try await read("spec/api.yaml", of: Self.petStore, limits: limits)
    }
    #expect(error.problems.allSatisfy { $0.message.contains("took longer") })
  }
}
