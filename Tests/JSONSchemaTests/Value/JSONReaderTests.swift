import Testing

@testable import JSONSchema

@Suite struct JSONReaderTests {
  @Test func `reads every kind of value`() throws {
    let text = #" {"a": [null, true, false, -1.5e3, "x"], "b": {}, "c": []} "#
    let value = try JSONReader.read([UInt8](text.utf8)).value
    #expect(value == ["a": [nil, true, false, -1500, "x"], "b": [:], "c": []])
    #expect(value.objectValue?.keys == ["a", "b", "c"])
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\ude00!""#, "😀!"), (#""a\u0000b""#, "a\0b"), ("\"é😀\"", "é😀"),
    (#""\\u0041""#, "\\u0041"),
  ])
  func `reads escapes`(text: String, string: String) throws {
    let value = try JSONReader.read([UInt8](text.utf8)).value
    #expect(value.stringValue?.unicodeScalars.elementsEqual(string.unicodeScalars) == true)
  }

  @Test(arguments: [
    ("", 1, 1, "The document is empty; expected a JSON value."),
    ("  \n ", 2, 2, "The document is empty; expected a JSON value."),
    ("{\n  \"a\": 1,\n}", 3, 1, "Expected another item after `,`, but found `}`."),
    ("[1 2]", 1, 4, "Expected `,` or `]` in this array, but found `2`."),
    ("{\"a\" 1}", 1, 6, "Expected `:` after the name of a member, but found `1`."),
    ("{a: 1}", 1, 2, "Expected the name of a member in double quotes, but found `a`."),
    (
      "{'a': 1}", 1, 2,
      "Expected the name of a member in double quotes, but found a single quote (JSON has double quotes)."
    ),
    ("[1,", 1, 4, "The document ends where a value was expected."),
    ("[", 1, 2, "The document ends where a value was expected."),
    ("{} x", 1, 4, "Expected the end of the document after its value, but found `x`."),
    ("[tru]", 1, 2, "Expected a value; did you mean `true`?"),
    ("\"é\n\"", 1, 3, "A string must end on its line; write a line break as \\n."),
    ("\"abc", 1, 1, "The string that begins here has no closing quote."),
    ("\"\\x\"", 1, 2, "Expected one of \" \\ / b f n r t u after the backslash of an escape."),
    ("\"\\u12\"", 1, 2, "Expected four hexadecimal digits after \\u."),
    ("\"\\ud800\"", 1, 2, "This escape is half of a surrogate pair; both halves must be given."),
    ("\"\\ude00\"", 1, 2, "This escape is half of a surrogate pair; both halves must be given."),
    (
      "\"\\ud800\\u0041\"", 1, 2,
      "This escape is half of a surrogate pair; both halves must be given."
    ),
    ("01", 1, 1, "A number must not begin with a superfluous zero."),
    ("-", 1, 2, "Expected a digit after the minus sign."),
    ("1.", 1, 3, "Expected a digit after the decimal point."),
    ("1e+", 1, 4, "Expected a digit after the `e` of an exponent."),
    ("NaN", 1, 1, "Expected a value, but found `N`."),
    ("[1,\u{1}]", 1, 4, "Expected a value, but found a control character (U+1)."),
    ("// x", 1, 1, "Expected a value, but found `/`."),
  ])
  func `says where and what was expected`(
    text: String,
    line: Int,
    column: Int,
    message: String
  ) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read([UInt8](text.utf8)) }
    #expect(error?.position == SourcePosition(line: line, column: column))
    #expect(error?.message == message)
  }

  @Test func `refuses bytes that are not UTF-8`() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ] {
      #expect(throws: JSONSyntaxError.self) { try JSONReader.read(bytes) }
    }
  }

  @Test func `skips a byte order mark without counting it`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try JSONReader.read(mark + Array("1".utf8)).value == 1)
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONReader.read(mark + Array("x".utf8))
    }
    #expect(error?.position == SourcePosition(line: 1, column: 1))
  }

  @Test func `reports duplicate keys, the last value counts`() throws {
    let text = "{\"a\": 1,\n \"b\": [{\"c\": 1, \"c\": 2}],\n \"a\": 3}"
    let document = try JSONReader.read([UInt8](text.utf8))
    #expect(document.value == ["a": 3, "b": [["c": 2]]])
    #expect(
      document.duplicateKeys == [
        DuplicateKey(
          pointer: JSONPointer(["b", "0", "c"]),
          position: SourcePosition(line: 2, column: 17)
        ),
        DuplicateKey(pointer: JSONPointer(["a"]), position: SourcePosition(line: 3, column: 2)),
      ]
    )
  }

  @Test func `bounds depth, size and reported duplicates`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONReader.read(nested(512)) }
    #expect(throws: JSONSyntaxError.self) { try JSONReader.read(nested(513)) }
    #expect(throws: JSONSyntaxError.self) { try JSONReader.read(nested(100_000)) }
    let limits = JSONReader.Limits(bytesMax: 4, depthMax: 1, duplicateKeysMax: 1)
    #expect(throws: Never.self) { try JSONReader.read(Array("[12]".utf8), limits: limits) }
    #expect(throws: JSONSyntaxError.self) {
      try JSONReader.read(Array("[123]".utf8), limits: limits)
    }
    let few = JSONReader.Limits(duplicateKeysMax: 1)
    let text = #"{"a":1,"a":2,"a":3}"#
    #expect(try JSONReader.read(Array(text.utf8), limits: few).duplicateKeys.count == 1)
  }

  @Test func `finds positions of members at their names and of elements`() throws {
    let text = "{\n  \"é\": {\"b\": [1,\n    {\"c\": 2}]},\n  \"d\": 3\n}"
    let wanted = ["", "/é/b", "/é/b/1", "/é/b/1/c", "/d", "/nope", "/d/x"]
    let pointers = Set(wanted.compactMap { JSONPointer($0) })
    let positions = JSONReader.positions(of: pointers, in: [UInt8](text.utf8))
    let found = Dictionary(uniqueKeysWithValues: positions.map { ($0.key.description, $0.value) })
    #expect(
      found == [
        "": SourcePosition(line: 1, column: 1), "/é/b": SourcePosition(line: 2, column: 9),
        "/é/b/1": SourcePosition(line: 3, column: 5),
        "/é/b/1/c": SourcePosition(line: 3, column: 6),
        "/d": SourcePosition(line: 4, column: 3),
      ]
    )
  }

  @Test func `finds positions up to where a text is broken`() {
    let positions = JSONReader.positions(
      of: [JSONPointer(["a"]), JSONPointer(["b"])],
      in: Array(#"{"a": 1, x"#.utf8)
    )
    #expect(positions == [JSONPointer(["a"]): SourcePosition(line: 1, column: 2)])
  }
}
