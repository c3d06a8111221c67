import Testing

@testable import AssayServer

@Suite struct PathPatternTests {
  private func match(_ pattern: PathPattern, _ path: String) -> [String]? {
    pattern.match(path.dropFirst().split(separator: "/", omittingEmptySubsequences: false))
  }

  @Test func `matches literals and parameters whole`() {
    let pattern = PathPattern("/api/tasks/{id}/retry")
    #expect(match(pattern, "/api/tasks/x/retry") == ["x"])
    for path in ["/api/tasks/x", "/api/tasks/x/retry/", "/api/tasks//retry", "/api/tasks/x/Retry"] {
      #expect(match(pattern, path) == nil)
    }
  }

  @Test func `a last parameter may take the rest`() {
    let pattern = PathPattern("/files/{path}", takesRest: true)
    #expect(match(pattern, "/files/a/b.txt") == ["a/b.txt"])
    #expect(match(pattern, "/files/a") == ["a"])
    #expect(match(pattern, "/files") == nil)
    #expect(match(PathPattern("/files/{path}"), "/files/a/b") == nil)
  }
}
