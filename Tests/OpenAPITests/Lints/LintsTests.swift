import Foundation
import Testing

@testable import OpenAPI

@Suite struct LintsTests {
  @Test func `both sides of what is told of one lint`() async throws {
    var limits = DocumentReader.Limits()
    for (max, count) in [(2, 2), (1, 1)] {
      limits.lintFindingsMax = max
      let found = try await places(
        of: .undeclaredTag,
        "tags: [{name: a}]\npaths: {/a: {get: {tags: [b]}, put: {tags: [c]}}}",
        limits: limits
      )
      #expect(found.count == count)
    }
  }

  @Test func `every code is explained`() throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath().appending(
      path: "../../../../docs/lints.md"
    ).standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    for code in ProblemCode.allCases {
      #expect(text.contains("`\(code.rawValue)`"), "\(code.rawValue)")
    }
  }

  @Test func `without lints they are silent`() throws {
    let document = try openAPI("3.1.0", "paths: {/a: {get: {}}}")
    #expect(document.problems.isEmpty)
  }
}
