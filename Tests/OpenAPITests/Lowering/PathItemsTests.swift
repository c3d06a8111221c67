import JSONSchema
import Testing

@testable import OpenAPI

@Suite struct PathItemsTests {
  @Test func `operations come in the document's order`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /b: {post: {}, get: {}, x-get: {}, summary: s}
        x-internal: {get: {}}
        /a: {trace: {}, patch: {}, head: {}, options: {}, delete: {}, put: {}}
      webhooks: {w: {post: {}}}
      components:
        pathItems: {P: {get: {}}}
        callbacks: {c: {'{$url}': {post: {}}}}
      """
    )
    #expect(
      document.operations.map(\.id) == [
        "POST /b", "GET /b", "TRACE /a", "PATCH /a", "HEAD /a", "OPTIONS /a", "DELETE /a", "PUT /a",
      ]
    )
    #expect(document.operations[0].pointer.description == "/paths/~1b/post")
  }

  @Test func `callbacks of an operation are not operations`() throws {
    let document = try openAPI(
      "3.0.0",
      "paths: {/a: {post: {responses: {}, callbacks: {c: {'{$request.body#/u}': {post: {}}}}}}}"
    )
    #expect(document.operations.map(\.id) == ["POST /a"])
  }

  @Test func `QUERY and additional operations belong to 3_2`() throws {
    let rest = """
      paths:
        /a:
          get: {}
          query: {}
          additionalOperations: {COPY: {operationId: copy}, get: {}, 'b d': {}}
      """
    let document = try openAPI("3.2.0", rest)
    #expect(document.operations.map(\.id) == ["GET /a", "QUERY /a", "COPY /a"])
    #expect(document.warns(at: "/paths/~1a/additionalOperations/b d", "cannot be the name"))
    #expect(document.warns(at: "/paths/~1a/additionalOperations/get", "member of its own"))
    #expect(try openAPI("3.1.0", rest).operations.map(\.id) == ["GET /a"])
  }

  @Test func `a method in capitals is pointed out`() throws {
    let document = try openAPI("3.1.0", "paths: {/a: {GET: {}}}")
    #expect(document.operations.isEmpty)
    #expect(document.warns(at: "/paths/~1a/GET", "write `get`"))
    #expect(document.warns(at: "/paths", "nothing to test"))
  }

  @Test func `a path item may be a reference, and what stands beside it wins`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /a: {$ref: '#/components/pathItems/P'}
        /b: {$ref: '#/components/pathItems/P', get: {operationId: mine}}
      components:
        pathItems:
          P:
            parameters: [{name: q, in: query, schema: {type: string}}]
            get: {operationId: theirs}
            post: {}
      """
    )
    #expect(document.operations.map(\.id) == ["GET /a", "POST /a", "GET /b", "POST /b"])
    #expect(document.operation("GET /b")?.operationID == "mine")
    #expect(document.operation("POST /b")?.parameters.map(\.name) == ["q"])
    #expect(document.operation("POST /a")?.pointer.description == "/components/pathItems/P/post")
    #expect(document.warns(at: "/paths/~1b", "beside `$ref`"))
    #expect(!document.problems.contains { $0.pointer?.description == "/paths/~1a" })
  }

  @Test(arguments: [
    "{$ref: 'other.yaml'}", "{$ref: '#/components/pathItems/Missing'}", "[1]",
    "{$ref: '#/info/title'}",
  ])
  func `a path item that cannot be read costs its operations only`(item: String) throws {
    let document = try openAPI("3.1.0", "paths: {/a: \(item), /b: {get: {}}}")
    #expect(document.operations.map(\.id) == ["GET /b"])
    #expect(document.skippedOperations.map(\.path) == ["/a"])
    #expect(document.problems.contains { $0.severity == .error })
  }

  @Test func `oddities of paths are warned about`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /a/{x}: {get: {}}
        /a/{y}: {get: {}}
        pets: {get: {}}
        /q?x=1: {get: {}}
        /f#g: {get: {}}
        /{open: {get: {}}
        /{}: {get: {}}
      """
    )
    #expect(document.operations.count == 7)
    #expect(document.operation("GET /pets") != nil)
    #expect(document.warns(at: "/paths/~1a~1{y}", "`/a/{x}`", "`/a/{y}`"))
    #expect(document.warns(at: "/paths/pets", "has to begin with `/`"))
    #expect(document.warns(at: "/paths/~1q?x=1", "declare the query"))
    #expect(document.warns(at: "/paths/~1f#g", "never sent"))
    #expect(document.warns(at: "/paths/~1{open", "no partner"))
    #expect(document.warns(at: "/paths/~1{}", "no partner"))
  }

  @Test func `the same operation twice is used once`() throws {
    let document = try openAPI("3.1.0", "paths: {/a: {get: {}}, a: {get: {}}}")
    #expect(document.operations.count == 1)
    #expect(document.skippedOperations.first?.reason.message.contains("twice") == true)
  }

  @Test func `both sides of the path's length`() throws {
    var limits = DocumentReader.Limits()
    limits.pathBytesMax = 4
    func count(_ path: String) throws -> Int {
      try DocumentReader(limits: limits)
        .read(Array("openapi: 3.1.0\npaths: {/: {get: {}}, \(path): {get: {}}}".utf8)).operations
        .count
    }
    #expect(try count("/abc") == 2)
    #expect(try count("/abcd") == 1)
  }

  @Test func `both sides of the number of operations`() {
    var limits = DocumentReader.Limits()
    limits.operationsMax = 2
    #expect(refusal(of: "openapi: 3.1.0\npaths: {/a: {get: {}, put: {}}}", limits: limits) == nil)
    let error = refusal(
      of: "openapi: 3.1.0\npaths: {/a: {get: {}, put: {}}, /b: {get: {}}}",
      limits: limits
    )
    #expect(error?.problems.first?.message.contains("more than 2 operations") == true)
  }

  @Test(arguments: [
    ("/a/{x}.{ext}", ["x", "ext"], "/a/{}.{}"), ("/{x}:verb", ["x"], "/{}:verb"),
    ("/a/", [], "/a/"),
    ("/{a}/{a}", ["a"], "/{}/{}"), ("/{ä b}", ["ä b"], "/{}"),
  ])
  func `templates are taken apart`(path: String, names: [String], shape: String) {
    let template = PathTemplate(path)
    #expect(Array(template.placeholders) == names)
    #expect(template.shape == shape)
    #expect(template.isBalanced)
  }
}
