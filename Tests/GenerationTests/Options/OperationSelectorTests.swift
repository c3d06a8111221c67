import OpenAPI
import Testing

@testable import Generation

@Suite struct OperationSelectorTests {
  @Test func `reads the four forms`() throws {
    #expect(try OperationSelector("tag:pets and dogs") == .tag("pets and dogs"))
    #expect(try OperationSelector("method:get") == .method("GET"))
    #expect(try OperationSelector("operation:listPets") == .operation("listPets"))
    #expect(try OperationSelector("/pets/*") == .path("/pets/*"))
    #expect(try OperationSelector("*/archive") == .path("*/archive"))
  }

  @Test(arguments: ["", "pets", "tag:", "label:x", ":"])
  func `refuses anything else`(text: String) {
    #expect(throws: OperationSelector.Malformed.self) { try OperationSelector(text) }
  }

  @Test func `gives back the text it was read from`() throws {
    for text in ["tag:a", "method:PUT", "operation:x", "/a/*/b"] {
      #expect(try OperationSelector(text).text == text)
    }
  }

  @Test(arguments: [
    ("/pets/*", "/pets/{id}", true), ("/pets/*", "/pets/{id}/photos", true),
    ("/pets/*", "/pets", false), ("/pets", "/pets", true), ("/pets", "/pets/{id}", false),
    ("/*/b/*/d", "/a/b/c/d", true), ("/*/b/*/d", "/a/b/c", false), ("*", "/", true),
    ("/{id}", "/{id}", true), ("/a*a", "/a", false), ("/a**", "/a", true),
  ])
  func `matches a path with asterisks`(glob: String, path: String, isMatch: Bool) throws {
    let document = try Documents.paths([path])
    let operation = try #require(document.operations.first)
    #expect(try OperationSelector(glob).matches(operation) == isMatch)
  }

  @Test func `matches tag, method, operationId and id`() throws {
    let document = try Documents.read(
      """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      paths:
        /pets: {get: {operationId: listPets, tags: [animals], responses: {'200': {description: ok}}}}
      """
    )
    let operation = try #require(document.operations.first)
    for text in ["tag:animals", "method:GET", "operation:listPets", "operation:GET /pets"] {
      #expect(try OperationSelector(text).matches(operation))
    }
    for text in ["tag:Animals", "method:POST", "operation:listpets"] {
      #expect(try !OperationSelector(text).matches(operation))
    }
  }

  @Test func `takes a hostile glob in good time`() throws {
    let glob = String(repeating: "*a", count: 200)
    let document = try Documents.paths(["/" + String(repeating: "a", count: 900) + "b"])
    let operation = try #require(document.operations.first)
    #expect(try !OperationSelector("/" + glob + "c").matches(operation))
  }
}
