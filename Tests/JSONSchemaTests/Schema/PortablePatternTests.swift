import Testing

@testable import JSONSchema

@Suite struct PortablePatternTests {
  @Test(arguments: [
    "", "^[a-z0-9_-]{1,20}$", #"^\d{3}-\d{4}$"#, "a|b", "(?:ab)+?", "^(?=x)(?!y)", #"\u00e9\x41"#,
    #"[\w.+-]+@[\w-]+\.[\w.]+"#, "a{2,}", #"^\/api\/"#, "[^,]*", "é",
  ])
  func `knows common patterns`(pattern: String) {
    #expect(PortablePattern.isPortable(pattern))
  }

  @Test(arguments: [
    #"\p{L}"#, "(?<name>a)", "(?<=a)b", #"(a)\1"#, "[]", "[^]", "a++", "a{,3}", "(?i)a", #"\cA"#,
    "(",
    "[a", "[[a]]", "[a--b]", #"\Aa\Z"#, #"\u{1F600}"#, "a**", #"\k<n>"#, #"\0"#, "a{2", "\\",
  ])
  func `refuses what differs between engines`(pattern: String) {
    #expect(!PortablePattern.isPortable(pattern))
  }
}
