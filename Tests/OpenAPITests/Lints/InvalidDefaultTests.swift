import Testing

@testable import OpenAPI

@Suite struct InvalidDefaultTests {
  @Test func `finds a default that its schema refuses`() async throws {
    let found = try await places(of: .invalidDefault, inSchema: "{type: integer, default: many}")
    #expect(found == ["/A/default"])
  }

  @Test(arguments: ["{type: integer, default: 3}", "{type: integer}", "{default: null}"])
  func `is silent about one that is valid`(schema: String) async throws {
    #expect(try await places(of: .invalidDefault, inSchema: schema) == [])
  }
}
