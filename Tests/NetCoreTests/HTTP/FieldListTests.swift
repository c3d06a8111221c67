import Testing

@testable import NetCore

@Suite struct FieldListTests {
  @Test(arguments: [
    ("a, b", ["a", "b"]), (" a ,\t,b,", ["a", "b"]), ("", []), (",", []),
    (#""a,b", c"#, [#""a,b""#, "c"]), (#""a\",b", c"#, [#""a\",b""#, "c"]),
    (#""a, b"#, [#""a, b"#]),
  ])
  func `splits outside quoted strings`(value: String, elements: [String]) {
    #expect(FieldList.elements(value) == elements)
  }

  @Test(
    arguments: [
      ("abc", "abc"), (#""abc""#, "abc"), (#""a\"b\\c""#, #"a"b\c"#), (#""C:\x""#, #"C:\x"#),
      (#""""#, ""), ("", nil), ("a b", nil), (#"""#, nil), (#""a"#, nil), (#""a"b""#, nil),
      (#""a\""#, nil),
    ] as [(String, String?)]
  )
  func `undoes quotes`(value: String, text: String?) {
    #expect(FieldList.unquoted(value) == text)
  }
}
