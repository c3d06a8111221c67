import Testing

@testable import JSONSchema

@Suite struct URIReferenceTests {
  /// The examples of RFC 3986 §5.4.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
    (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
    ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./g/.", "http://a/b/c/g/"),
    ("g/../h", "http://a/b/c/h"),
  ])
  func `resolves as the RFC shows`(reference: String, result: String) {
    let base = URIReference("http://a/b/c/d;p?q")
    #expect(URIReference(reference).resolved(against: base) == URIReference(result))
  }

  @Test func `splits into its parts`() {
    let uri = URIReference("urn:example:a?b#c")
    #expect(uri.scheme == "urn")
    #expect(uri.authority == nil)
    #expect(uri.path == "example:a")
    #expect(uri.query == "b")
    #expect(uri.fragment == "c")
  }
}
