import Testing

@testable import AssayServer

@Suite struct FetchAddressTests {
  @Test(arguments: [
    ("http://a.example/x?y#z", "a.example"), ("HTTPS://a.example:8443", "a.example:8443"),
    ("http://[::1]:80/", "[::1]:80"), ("https://müller.example/ä", "müller.example"),
  ])
  func `takes http and https`(text: String, host: String) throws {
    #expect(try FetchAddress(text).host == host)
  }

  @Test(arguments: [
    "", "a.example/x", "ftp://a/", "file:///etc/passwd", "http://", "http:///x", "http://:80/",
    "http://u:p@a/", "http://a b/", "http://a/\n", "http://a\\b/",
    "http://a/" + String(repeating: "x", count: 2_048),
  ])
  func `refuses everything else with a sentence`(text: String) {
    #expect {
      try FetchAddress(text)
    } throws: { error in
      guard case .address(let sentence) = error as? FetchError else { return false }
      return sentence.hasSuffix(".")
    }
  }
}
