import Testing

@testable import JSONSchema

@Suite struct JSONPointerTests {
  /// The document of RFC 6901 §5.
  private let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6,
    " ": 7, "m~n": 8,
  ]

  @Test(arguments: [
    ("/foo/0", "#/foo/0"), ("/", "#/"), ("/a~1b", "#/a~1b"), ("/c%d", "#/c%25d"),
    ("/e^f", "#/e%5Ef"), ("/g|h", "#/g%7Ch"), ("/i\\j", "#/i%5Cj"), ("/k\"l", "#/k%22l"),
    ("/ ", "#/%20"), ("/m~0n", "#/m~0n"), ("", "#"),
  ])
  func `reads and writes both forms`(text: String, fragment: String) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.description == text)
    #expect(pointer.uriFragment == fragment)
    #expect(JSONPointer(uriFragment: fragment) == pointer)
    #expect(document.value(at: pointer) != nil)
  }

  @Test(arguments: ["a", "/~", "/~2", "/a~"])
  func `refuses what is no pointer`(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test(arguments: ["/a", "#a", "#/%4", "#/%zz", "#/%ff"])
  func `refuses what is no fragment`(text: String) {
    #expect(JSONPointer(uriFragment: text) == nil)
  }

  @Test func `leads to nothing outside the document`() throws {
    for text in ["/foo/2", "/foo/01", "/foo/-", "/foo/bar", "/foo/0/x", "/nope", "/foo/+1"] {
      let pointer = try #require(JSONPointer(text))
      #expect(document.value(at: pointer) == nil, "\(text)")
    }
  }

  @Test func `replaces and removes`() throws {
    let value: JSONValue = ["a": [1, ["b": 2]], "c": 3]
    let deep = try #require(JSONPointer("/a/1/b"))
    #expect(value.replacing(at: deep, with: 9) == ["a": [1, ["b": 9]], "c": 3])
    #expect(value.removing(at: deep) == ["a": [1, [:]], "c": 3])
    #expect(value.removing(at: JSONPointer(["a", "0"])) == ["a": [["b": 2]], "c": 3])
    #expect(value.replacing(at: JSONPointer(["d"]), with: 4)["d"] == 4)
    #expect(value.replacing(at: JSONPointer(["a", "-"]), with: 4)["a"]?[2] == 4)
    #expect(value.replacing(at: .root, with: nil) == nil)
    #expect(value.replacing(at: JSONPointer(["x", "y"]), with: 1) == value)
    #expect(value.removing(at: JSONPointer(["a", "7"])) == value)
    #expect(value.removing(at: .root).isNull)
  }

  @Test func `knows parents and prefixes`() {
    let pointer = JSONPointer.root.appending("a").appending(0)
    #expect(pointer.description == "/a/0")
    #expect(pointer.parent == JSONPointer(["a"]))
    #expect(JSONPointer.root.parent == nil)
    #expect(pointer.hasPrefix(JSONPointer(["a"])))
    #expect(!pointer.hasPrefix(JSONPointer(["b"])))
  }
}
