import Testing

@testable import OpenAPI

@Suite struct OverlappingPathsTests {
  private func found(_ paths: [String]) async throws -> [String] {
    let items = paths.map { "'\($0)': {get: {}}" }.joined(separator: ", ")
    return try await places(of: .overlappingPaths, "paths: {\(items)}")
  }

  @Test func `finds paths of which neither is the more concrete one`() async throws {
    #expect(try await found(["/a/{x}/c", "/{y}/b/c"]) == ["/paths/~1{y}~1b~1c"])
    #expect(try await found(["/{y}/b/{z}", "/q", "/a/{x}/c"]) == ["/paths/~1a~1{x}~1c"])
  }

  @Test(arguments: [
    ["/a/{x}", "/a/b"], ["/a/{x}/c", "/{y}/b/d"], ["/a/{x}", "/{y}/b/c"],
    ["/a/{x}.json", "/{y}/b"],
    ["/{a}", "/{b}"], ["/a/", "/{x}/b"],
  ])
  func `is silent where one is, or no request fits both`(paths: [String]) async throws {
    #expect(try await found(paths) == [])
  }

  @Test func `ends soon for thousands of paths that overlap`() async throws {
    let paths = (0..<3_000).map { $0 % 2 == 0 ? "/a\($0)/{x}/{y}/{z}" : "/{x}/b\($0)/{y}/{z}" }
    let clock = ContinuousClock()
    var count = 0
    let took = try await clock.measure { count = try await found(paths).count }
    #expect(count > 10)
    #expect(took < .seconds(60))
  }
}

@Suite struct OperationLintsTests {
  @Test func `finds an operation without a success`() async throws {
    let found = try await places(
      of: .withoutSuccess,
      "paths: {/a: {get: {responses: {404: {description: no}}}, put: {responses: {default: {description: d}}}, "
        + "post: {responses: {302: {description: r}}}, patch: {}}}"
    )
    #expect(found == ["/paths/~1a/get/responses"])
  }

  @Test func `finds an operation without an operationId`() async throws {
    let found = try await places(
      of: .missingOperationID,
      "paths: {/a: {get: {operationId: a}, put: {}}}"
    )
    #expect(found == ["/paths/~1a/put"])
  }

  @Test func `finds a tag that is not declared, when others are`() async throws {
    let paths = "paths: {/a: {get: {tags: [known, unknwon]}}}"
    #expect(
      try await places(of: .undeclaredTag, "tags: [{name: known}]\n\(paths)") == [
        "/paths/~1a/get/tags"
      ]
    )
    #expect(try await places(of: .undeclaredTag, paths) == [])
  }

  @Test func `finds responses of which nothing can be checked`() async throws {
    let found = try await places(
      of: .responseWithoutSchema,
      """
      paths:
        /a:
          get: {responses: {200: {description: ok}, 204: {description: none}, 404: {description: no}}}
          put: {responses: {200: {description: ok, content: {application/json: {}}}}}
          post: {responses: {201: {description: ok, content: {application/json: {schema: {}}}}}}
          delete: {responses: {200: {description: ok}}}
          head: {responses: {200: {description: ok}}}
          patch: {responses: {200: {description: ok, content: {text/plain: {}}}}}
      """
    )
    #expect(found == ["/paths/~1a/get/responses/200", "/paths/~1a/put/responses/200"])
  }
}
