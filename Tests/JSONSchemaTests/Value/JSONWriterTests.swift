import Testing

@testable import JSONSchema

@Suite struct JSONWriterTests {
  @Test func `writes compactly, order and spelling kept`() throws {
    let text = #"{"b":[1.50,-0,1e999],"a":{"x":null,"y":[]},"c":{},"d":true}"#
    #expect(try JSONReader.read(Array(text.utf8)).value.serialized() == text)
  }

  @Test func `writes a line for each item`() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [:], "e": []]
    #expect(
      value.serialized(.pretty) == """
        {
          "a": [
            1,
            {
              "b": "c"
            }
          ],
          "d": {},
          "e": []
        }
        """
    )
  }

  @Test func `escapes what must not stand in a string`() throws {
    let value: JSONValue = .string("\"\\/\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}")
    let text = value.serialized()
    #expect(text == #""\"\\/\n\r\t\u0000\u001f\u007fé😀"# + "\u{2028}\"")
    #expect(try JSONReader.read(Array(text.utf8)).value == value)
  }
}
