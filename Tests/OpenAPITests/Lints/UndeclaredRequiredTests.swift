import Testing

@testable import OpenAPI

@Suite struct UndeclaredRequiredTests {
  @Test func `finds a required member that is not declared`() async throws {
    let found = try await places(
      of: .undeclaredRequired,
      inSchema: "{type: object, required: [name, nmae], properties: {name: {}}}"
    )
    #expect(found == ["/A/required"])
  }

  @Test(arguments: [
    "{type: object, required: [name], properties: {name: {}}}", "{type: object, required: [any]}",
    "{required: [a], properties: {b: {}}, allOf: [{properties: {a: {}}}]}",
    "{properties: {a: {}}, anyOf: [{required: [a], properties: {b: {}}}]}",
    "{required: [x-a], properties: {b: {}}, patternProperties: {'^x-': {}}}",
  ])
  func `is silent where it may be declared elsewhere`(schema: String) async throws {
    #expect(try await places(of: .undeclaredRequired, inSchema: schema) == [])
  }
}
