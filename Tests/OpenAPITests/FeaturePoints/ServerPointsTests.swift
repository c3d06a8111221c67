import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 16–19: servers and URLs.
@Suite struct ServerPointsTests {
  private func document(_ text: String, at location: String) async throws -> APIDocument {
    try await DocumentReader().read(
      Array(text.utf8),
      location: URIReference(location),
      loader: MemoryLoader([:])
    )
  }

  @Test func `16: the innermost servers hold`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      servers: [{url: 'https://root.example'}, {url: 'https://second.example'}]
      paths:
        /a:
          servers: [{url: 'https://path.example'}]
          get: {}
          put: {servers: [{url: 'https://operation.example'}]}
        /b: {get: {}}
      """
    )
    #expect(document.servers.map(\.url) == ["https://root.example", "https://second.example"])
    #expect(
      document.operations.map { $0.servers.map(\.url) } == [
        ["https://path.example"], ["https://operation.example"], [],
      ]
    )
  }

  @Test(arguments: [
    ("servers: [{url: /v1}]", "https://api.example/v1"),
    ("servers: [{url: v1/}]", "https://api.example/docs/v1"),
    ("servers: [{url: 'https://other.example/'}]", "https://other.example"),
    ("servers: [{url: '//other.example/x'}]", "https://other.example/x"),
    ("servers: []", "https://api.example"),
  ])
  func `16: a relative server is meant from the document's address`(servers: String, url: String)
    async throws
  {
    let text = "openapi: 3.1.0\n\(servers)\npaths: {}"
    let document = try await document(text, at: "https://api.example/docs/openapi.yaml")
    #expect(document.servers.map(\.url) == [url])
    let file = try await self.document(
      "openapi: 3.1.0\nservers: [{url: /v1/}]\npaths: {}",
      at: "x.yaml"
    )
    #expect(file.servers.map(\.url) == ["/v1"])
  }

  @Test func `17: a server variable needs a default that is in its enum`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      servers:
        - url: https://{a}.{b}.{c}.example
          variables: {a: {default: x, enum: [y]}, b: {enum: [first, second]}}
      paths: {}
      """
    )
    #expect(document.servers.map(\.url) == ["https://x.first.{c}.example"])
    let codes = document.problems.map(\.code)
    #expect(codes.count { $0 == .serverVariableDefault } == 2)
    #expect(codes.contains(.undeclaredServerVariable))
  }

  @Test(arguments: [
    (
      "host: api.example\nbasePath: /\nschemes: [https, http, ws]",
      ["https://api.example", "http://api.example"]
    ),
    ("host: api.example\nbasePath: v1/", ["https://api.example/v1"]),
    ("basePath: /v2", ["http://docs.example:81/v2"]), ("", ["http://docs.example:81"]),
  ])
  func `18: host, basePath and schemes of Swagger 2_0`(head: String, urls: [String]) async throws {
    let text = "swagger: '2.0'\ninfo: {title: T, version: '1'}\n\(head)\npaths: {}"
    let document = try await document(text, at: "http://docs.example:81/swagger.json")
    #expect(document.servers.map(\.url) == urls)
  }

  @Test(arguments: [
    ("/a/", [String]()), ("/a/{x}.{ext}", ["x", "ext"]), ("/{x}:verb", ["x"]),
    ("/{a}-{b}", ["a", "b"]),
  ])
  func `19: a path is kept as it is written, with placeholders anywhere`(
    path: String,
    names: [String]
  ) throws {
    let operation = try openAPI("3.1.0", "paths: {'\(path)': {get: {}}}").operations[0]
    #expect(operation.path == path)
    #expect(operation.parameters.map(\.name) == names)
  }
}
