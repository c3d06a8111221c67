import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct ServersTests {
  @Test(arguments: [
    ("", [""]), ("servers: []", [""]), ("servers: [{url: /}]", [""]),
    ("servers: [{url: /v1/}]", ["/v1"]),
    ("servers: [{url: 'https://a.example/v1//'}]", ["https://a.example/v1"]),
    (
      "servers: [{url: 'https://a'}, {url: 'https://b'}, {description: none}]",
      ["https://a", "https://b"]
    ),
    (
      "servers: [{url: 'https://{env}.example:{port}/', variables: {env: {default: dev, enum: [dev, prod]}, port: {default: 8443}}}]",
      ["https://dev.example:8443"]
    ),
    ("servers: [{url: 'https://{e}', variables: {e: {enum: [x]}}}]", ["https://x"]),
    ("servers: [{url: 'https://{open}/'}]", ["https://{open}"]),
  ])
  func `servers of OpenAPI 3`(servers: String, urls: [String]) throws {
    let document = try openAPI("3.1.0", "\(servers)\npaths: {}")
    #expect(document.servers.map(\.url) == urls)
  }

  @Test func `the template and its variables are kept`() throws {
    let document = try openAPI(
      "3.1.0",
      "servers: [{url: '/{v}/', description: D, variables: {v: {default: a, enum: [a, b]}}}]\npaths: {}"
    )
    let server = try #require(document.servers.first)
    #expect(server.template == "/{v}/")
    #expect(server.description == "D")
    #expect(server.variables["v"] == ServerVariable(defaultValue: "a", enumeration: ["a", "b"]))
  }

  @Test(arguments: [
    ("{url: 'https://{e}'}", "/servers/0", "not declared"),
    ("{url: '{e}', variables: {e: {enum: [x]}}}", "/servers/0/variables/e", "no `default`"),
    (
      "{url: '{e}', variables: {e: {enum: [x], default: y}}}", "/servers/0/variables/e/default",
      "`y`"
    ),
    ("{description: no}", "/servers/0", "needs a `url`"),
  ])
  func `what is wrong with a server is warned about`(
    server: String,
    pointer: String,
    words: String
  ) throws {
    let document = try openAPI("3.1.0", "servers: [\(server)]\npaths: {}")
    #expect(document.warns(at: pointer, words))
  }

  @Test func `the nearest servers hold`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      servers: [{url: 'https://root'}]
      paths:
        /a: {servers: [{url: 'https://item/'}], get: {}, put: {servers: [{url: 'https://own'}]}}
        /b: {get: {}}
      """
    )
    #expect(
      document.operations.map { $0.servers.map(\.url) } == [["https://item"], ["https://own"], []]
    )
  }

  @Test func `an endless URL is left out`() throws {
    let url = "https://" + String(repeating: "a", count: 9_000)
    let document = try openAPI("3.1.0", "servers: [{url: \(url)}]\npaths: {}")
    #expect(document.servers.map(\.url) == [""])
    #expect(document.warns(at: "/servers/0", "longer than"))
  }

  @Test(arguments: [
    ("", [""]), ("basePath: /", [""]), ("basePath: /v1/", ["/v1"]), ("basePath: v1", ["/v1"]),
    ("host: a.example\nbasePath: /", ["https://a.example"]),
    (
      "host: a.example:80\nbasePath: /v1\nschemes: [http, https]",
      ["http://a.example:80/v1", "https://a.example:80/v1"]
    ),
    ("host: a.example\nschemes: [wss]", ["https://a.example"]),
    ("host: 'http://a.example/'\nbasePath: /b", ["http://a.example/b"]),
  ])
  func `host, base path and schemes of Swagger`(head: String, urls: [String]) throws {
    let document = try swagger("\(head)\npaths: {}")
    #expect(document.servers.map(\.url) == urls)
    #expect(document.warns(at: "/host", "without a scheme") == head.contains("://"))
  }

  @Test func `an operation of Swagger may have schemes of its own`() throws {
    let document = try swagger(
      "host: a\nschemes: [https]\npaths: {/a: {get: {responses: {}, schemes: [http]}, put: {responses: {}}}}"
    )
    #expect(document.operations.map { $0.servers.map(\.url) } == [["http://a"], []])
  }
}
