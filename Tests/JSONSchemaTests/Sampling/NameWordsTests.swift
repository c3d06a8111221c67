import Testing

@testable import JSONSchema

@Suite struct NameWordsTests {
  @Test(arguments: [
    ("billingAddress_line1", ["billing", "address", "line1"]),
    ("X-Request-ID", ["x", "request", "id"]),
    ("", []), ("größe", ["größe"]), ("filter[name]", ["filter", "name"]),
  ])
  func `cuts names into words`(_ name: String, _ words: [String]) {
    #expect(NameWords(name).words == words)
  }

  @Test func `endings are longest first`() {
    #expect(NameWords("billingPostalCode").endings == ["billingpostalcode", "postalcode", "code"])
    #expect(NameWords("id").endings == ["id"])
  }
}
