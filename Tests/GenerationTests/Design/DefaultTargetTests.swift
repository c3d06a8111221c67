import OpenAPI
import Testing

@testable import Generation

@Suite struct DefaultTargetTests {
  @Test(arguments: [
    ("http://127.0.0.1:9000", true), ("https://localhost/v1", true), ("HTTP://LocalHost", true),
    ("http://127.8.9.1", true), ("http://[::1]:80/x", true), ("http://api.localhost:1", true),
    ("http://0.0.0.0:8000", true), ("http://localhost.example.com", false),
    ("http://127.0.0.1.example.com", false), ("http://user@example.com", false),
    ("http://localhost@example.com", false), ("https://api.example.com", false),
    ("http://example.com/127.0.0.1", false), ("http://127.0.0.999", false), ("/v1", false),
    ("ftp://localhost", false), ("http://[::1.example.com]", false), ("http://", false),
  ])
  func `knows the servers on this machine`(url: String, isHere: Bool) {
    #expect(DefaultTarget.isOnThisMachine(url) == isHere)
  }

  @Test func `calls unasked only a server on this machine or the one of the options`() throws {
    let document = try Documents.read(
      """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      servers: [{url: 'https://api.example.com/v1'}, {url: 'http://localhost:8080/v1'}]
      paths: {}
      """
    )
    let both = DefaultTarget(servers: document.servers, option: nil)
    #expect(both.url == "http://localhost:8080/v1")
    let remote = DefaultTarget(servers: Array(document.servers.prefix(1)), option: nil)
    #expect(remote.url == nil)
    #expect(remote.documented == "https://api.example.com/v1")
    let chosen = DefaultTarget(servers: document.servers, option: "https://test.example.com")
    #expect(chosen.url == "https://test.example.com")
  }

  @Test func `leaves out operations at another server than the run's`() throws {
    let document = try Documents.read(
      """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      servers: [{url: 'https://api.example.com'}, {url: 'https://eu.example.com'}]
      paths:
        /a: {get: {responses: {'200': {description: ok}}}}
        /b:
          servers: [{url: 'https://eu.example.com'}]
          get: {responses: {'200': {description: ok}}}
        /c:
          servers: [{url: 'https://upload.example.com'}]
          get: {responses: {'200': {description: ok}}}
      """
    )
    let suite = Documents.suite(document)
    #expect(suite.operations.map(\.cases.isEmpty) == [false, false, true])
    #expect(
      suite.operations[2].omissions.map(\.reason) == [
        "it has a server of its own, https://upload.example.com, and a run has one BASE_URL"
      ]
    )
  }
}
