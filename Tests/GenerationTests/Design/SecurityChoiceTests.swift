import OpenAPI
import Testing

@testable import Generation

@Suite struct SecurityChoiceTests {
  private func cases(_ security: String) throws -> [TestCase] {
    let document = try Documents.api(
      """
      /x:
        get:
          security: \(security)
          parameters: [{name: x-key, in: header, required: true, schema: {type: string}}]
          responses: {'200': {description: ok}}
      """,
      components: """
        securitySchemes:
          key: {type: apiKey, in: header, name: X-Key}
          token: {type: http, scheme: bearer}
          client: {type: mutualTLS}
        """
    )
    return try #require(Documents.suite(document).operations.first).cases
  }

  @Test(
    arguments: [
      ("[]", []), ("[{key: []}]", ["key"]), ("[{key: [], token: []}]", ["key", "token"]),
      ("[{client: []}, {token: []}]", ["token"]), ("[{client: []}]", ["client"]),
      ("[{key: []}, {}]", []),
    ] as [(String, [String])]
  )
  func `names the schemes to apply`(security: String, schemes: [String]) throws {
    let cases = try cases(security)
    #expect(!cases.isEmpty && cases.allSatisfy { $0.request.securitySchemes == schemes })
  }

  @Test func `leaves a parameter to the scheme that writes it`() throws {
    #expect(try cases("[{key: []}]").allSatisfy { $0.request.headers.isEmpty })
    #expect(try cases("[{token: []}]").contains { $0.request.headers.map(\.name) == ["x-key"] })
  }
}
