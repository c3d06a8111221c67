import Testing

@testable import Generation

@Suite struct TargetServerTests {
  @Test(arguments: [
    ("https://api.example.com/v1?x=1", "http://127.0.0.1:8000/v1"),
    ("https://api.example.com", "http://127.0.0.1:8000"),
    ("/api/v3", "http://127.0.0.1:8000/api/v3"), ("api", "http://127.0.0.1:8000"),
  ])
  func `shows the documented path on this machine`(documented: String, example: String) {
    var suite = ExampleSuite.value
    suite.baseURL = nil
    suite.documentedServer = documented
    #expect(TargetServer.example(for: suite) == example)
    #expect((TargetServer.warning(for: suite) != nil) == documented.contains("://"))
    suite.baseURL = "http://localhost"
    #expect(TargetServer.example(for: suite) == "http://localhost")
    #expect(TargetServer.warning(for: suite) == nil)
  }
}
