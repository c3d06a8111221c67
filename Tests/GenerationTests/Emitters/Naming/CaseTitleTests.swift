import Testing

@testable import Generation

@Suite struct CaseTitleTests {
  @Test(arguments: [
    ("GET /pets – limit above maximum 100 → 4xx", "limit above maximum 100"),
    ("GET /pets – a → b → 4xx", "a → b"), ("something else", "something else"),
    ("GET …ts – name is missing → 4xx", "name is missing"), ("GET /pets", "wrong type"),
    ("", "wrong type"),
  ])
  func `finds what is special about a case`(title: String, condition: String) {
    let testCase = ExampleSuite.testCase(
      "1",
      title,
      .wrongType,
      .p0,
      CaseRequest(method: "GET", pathTemplate: "/pets"),
      ExampleSuite.rejected()
    )
    #expect(CaseTitle.condition(of: testCase, in: ExampleSuite.listPets) == condition)
  }

  @Test func `names techniques by their words`() {
    #expect(CaseTitle.words(of: .patternOrFormatViolated) == "pattern or format violated")
  }
}
