import JSONSchema
import Testing

@testable import OpenAPI

@Suite struct OperationsTests {
  @Test func `an operation keeps what describes it`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      tags: [{name: pets, description: About pets}, {description: nameless}]
      paths:
        /a:
          get: {operationId: listPets, summary: List, tags: [pets, 7], deprecated: true, x-foo: 1}
          post: {description: "First line\\nsecond line"}
      """
    )
    let get = try #require(document.operation("GET /a"))
    #expect(get.operationID == "listPets")
    #expect(get.summary == "List")
    #expect(get.tags == ["pets", "7"])
    #expect(get.isDeprecated)
    #expect(document.operation("POST /a")?.summary == "First line")
    #expect(document.operation("POST /a")?.isDeprecated == false)
    #expect(document.tags == [Tag(name: "pets", description: "About pets")])
  }

  @Test func `an operationId that stands twice is warned about at the second place`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {operationId: x}, put: {operationId: x}, post: {operationId: [1]}}}"
    )
    #expect(document.operations.count == 3)
    #expect(document.warns(at: "/paths/~1a/put/operationId", "`GET /a`"))
    #expect(document.warns(at: "/paths/~1a/post/operationId", "has to be a text"))
  }

  @Test(arguments: [
    ("null", "/paths/~1bad/get", "nothing"),
    ("[1]", "/paths/~1bad/get", "a list"),
    ("{parameters: {}}", "/paths/~1bad/get/parameters", "has to be a list"),
    ("{parameters: [1]}", "/paths/~1bad/get/parameters/0", "a number"),
    ("{parameters: [{name: q}]}", "/paths/~1bad/get/parameters/0", "add `in`"),
    ("{parameters: [{name: q, in: body}]}", "/paths/~1bad/get/parameters/0/in", "`in: body`"),
    (
      "{parameters: [{name: q, in: querystring}]}", "/paths/~1bad/get/parameters/0/in",
      "querystring"
    ),
    ("{parameters: [{in: query}]}", "/paths/~1bad/get/parameters/0", "`name`"),
    ("{parameters: [{$ref: '#/x'}]}", "/paths/~1bad/get/parameters/0", "points to nothing"),
    ("{parameters: [{$ref: 'p.yaml#/x'}]}", "/paths/~1bad/get/parameters/0", "several files"),
    (
      "{parameters: [{$ref: '#/components/parameters/Loop'}]}", "/paths/~1bad/get/parameters/0",
      "circle"
    ),
    ("{parameters: [{$ref: '#x'}]}", "/paths/~1bad/get/parameters/0", "not a JSON pointer"),
    ("{requestBody: 7}", "/paths/~1bad/get/requestBody", "a number"),
    ("{requestBody: {$ref: 'http://x/y'}}", "/paths/~1bad/get/requestBody", "outside"),
    ("{responses: {200: {$ref: '#/no'}}}", "/paths/~1bad/get/responses/200", "points to nothing"),
    (
      "{responses: {200: {headers: {X: {$ref: 'h.yaml'}}}}}",
      "/paths/~1bad/get/responses/200/headers/X", "outside"
    ),
    (
      "{parameters: [{name: q, in: query, schema: {$ref: '#/no'}}]}",
      "/paths/~1bad/get/parameters/0/schema", "points to nothing"
    ),
    (
      "{responses: {200: {content: {a/b: {schema: {items: {$ref: 's.yaml'}}}}}}}",
      "/paths/~1bad/get/responses/200/content/a~1b/schema/items", "several files"
    ),
    (
      "{responses: {200: {$ref: '#/components/responses/Broken'}}}",
      "/components/responses/Broken/content/a~1b/schema/properties/p", "points to nothing"
    ),
  ])
  func `a broken operation costs only itself`(
    operation: String,
    pointer: String,
    words: String
  ) throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /good: {get: {operationId: good}}
        /bad:
          get: \(operation)
          put: {operationId: alsoGood}
      components:
        parameters: {Loop: {$ref: '#/components/parameters/Loop'}}
        responses:
          Broken: {content: {a/b: {schema: {properties: {p: {$ref: '#/no'}}}}}}
      """
    )
    #expect(document.operations.map(\.id) == ["GET /good", "PUT /bad"])
    let skipped = try #require(document.skippedOperations.first)
    #expect(skipped.method == "GET" && skipped.path == "/bad")
    #expect(skipped.reason.pointer?.description == pointer)
    #expect(skipped.reason.message.contains(words))
    #expect(skipped.reason.position != nil)
    #expect(document.problems.filter { $0.severity == .error } == [skipped.reason])
    // The same thing is not said again as a warning.
    #expect(!document.problems.contains { $0.pointer?.description == pointer + "/$ref" })
  }

  @Test func `a broken component schema costs no operation`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths: {/a: {get: {responses: {200: {content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}}
      components: {schemas: {A: {properties: {p: {$ref: 'other.yaml'}}}, B: {$ref: '#/nowhere'}}}
      """
    )
    #expect(document.operations.count == 1)
    #expect(document.skippedOperations.isEmpty)
    #expect(document.problems.count == 2)
    #expect(document.problems.allSatisfy { $0.severity == .warning && $0.position != nil })
  }

  @Test func `a document of broken operations is refused with every reason`() throws {
    let error = try #require(
      refusal(of: "openapi: 3.1.0\npaths:\n  /a:\n    get: 1\n    put:\n      parameters: 2\n")
    )
    #expect(error.summary == "None of the 2 operations of the document can be used.")
    #expect(error.problems.map(\.position) == [SourcePosition(4, 5), SourcePosition(6, 7)])
  }

  @Test func `operations that share a reason give it in a few places`() throws {
    let operations = (0..<12).map { "/p\($0): {get: {parameters: 1}}" }.joined(separator: ", ")
    let document = try openAPI("3.1.0", "paths: {/ok: {get: {}}, \(operations)}")
    #expect(document.skippedOperations.count == 12)
    #expect(document.problems.count == 10)
    #expect(document.problems.last?.message.contains("2 more places") == true)
  }

  @Test func `both sides of the number of parts`() throws {
    // One operation with a response and its header: three parts.
    let text =
      "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {$ref: '#/components/responses/R'}}}}, "
      + "/b: {get: {}}}\ncomponents: {responses: {R: {headers: {X: {schema: {}}}}}}"
    var limits = DocumentReader.Limits()
    limits.partsMax = 4
    #expect(try DocumentReader(limits: limits).read(Array(text.utf8)).operations.count == 2)
    limits.partsMax = 3
    let document = try DocumentReader(limits: limits).read(Array(text.utf8))
    #expect(document.operations.map(\.id) == ["GET /a"])
    #expect(document.skippedOperations.first?.reason.message.contains("more than 3") == true)
  }

  @Test func `both sides of the number of reference hops`() throws {
    func skippedCount(_ hops: Int) throws -> Int {
      var limits = DocumentReader.Limits()
      limits.referenceHopsMax = hops
      let text =
        "openapi: 3.1.0\npaths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A'}]}, put: {}}}\n"
        + "components: {parameters: {A: {$ref: '#/components/parameters/B'}, "
        + "B: {name: q, in: query, schema: {}}}}"
      return try DocumentReader(limits: limits).read(Array(text.utf8)).skippedOperations.count
    }
    #expect(try skippedCount(2) == 0)
    #expect(try skippedCount(1) == 1)
  }

  @Test(arguments: [
    ("'#/components/parameters/a%20b'", "a b"), ("'#/components/parameters/c~1d'", "c/d"),
    ("'#/components/parameters/e~0f'", "e~f"), ("'#/components/parameters/g%25h'", "g%h"),
    ("'#/components/parameters/%7Bi%7D'", "{i}"),
    ("'https://api.example/doc#/components/parameters/k'", "k"),
  ])
  func `pointers are decoded`(reference: String, name: String) throws {
    let document = try openAPI(
      "3.2.0",
      """
      $self: https://api.example/doc
      paths: {/a: {get: {parameters: [{$ref: \(reference)}]}}}
      components: {parameters: {'\(name)': {name: q, in: query, schema: {}}}}
      """
    )
    #expect(document.operations.first?.parameters.map(\.name) == ["q"])
  }
}
