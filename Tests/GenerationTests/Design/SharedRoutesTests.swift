import OpenAPI
import Testing

@testable import Generation

@Suite struct SharedRoutesTests {
  @Test func `expects nothing of operations that a server can take for each other`() throws {
    let document = try Documents.paths(["/a/{x}", "/a/{y}", "/a/{x}/b", "/a/b", "/{x}/a"])
    let suite = Documents.suite(document)
    #expect(suite.operations.map(\.cases.isEmpty) == [true, true, false, false, false])
    #expect(
      suite.operations[0].omissions.map(\.reason) == [
        "its path has the same form as GET /a/{y}, so a server may take one for the other"
      ]
    )
  }

  @Test func `sends no fragment and tells nothing from it`() throws {
    let document = try Documents.paths(["/a", "/a#b", "/c#d"])
    let suite = Documents.suite(document)
    #expect(suite.operations.map(\.cases.isEmpty) == [false, true, false])
    #expect(suite.operations[2].cases.map(\.request.pathTemplate) == ["/c"])
    #expect(
      suite.operations[1].omissions.map(\.reason) == [
        "only the fragment of its path, which is never sent, tells it from GET /a"
      ]
    )
  }
}
