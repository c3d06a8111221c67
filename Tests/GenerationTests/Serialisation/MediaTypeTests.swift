import Testing

@testable import Generation

@Suite struct MediaTypeTests {
  @Test(arguments: [
    ("application/json", true), ("Application/JSON; charset=utf-8", true), ("text/json", true),
    ("application/vnd.api+json", true), ("application/problem+json", true),
    ("application/x-ndjson", false), ("application/json-seq", false), ("text/plain", false),
    ("*/*", false), ("json", false), ("", false),
  ])
  func `knows JSON`(text: String, isJSON: Bool) {
    #expect(MediaType(text).isJSON == isJSON)
  }

  @Test(arguments: [
    ("*/*", "application/json"), ("application/*", "application/json"), ("text/*", "text/plain"),
    ("multipart/*", "multipart/form-data"),
    ("application/json; charset=utf-8", "application/json; charset=utf-8"),
  ])
  func `makes ranges concrete`(range: String, concrete: String) {
    #expect(MediaType.concrete(range) == concrete)
  }

  @Test func `prefers JSON and leaves out what cannot be written`() {
    let ordered = [
      "application/json", "application/hal+json", "*/*", "application/x-www-form-urlencoded",
      "multipart/form-data", "text/plain", "application/octet-stream",
    ]
    #expect(ordered.compactMap { MediaType($0).preference } == Array(0...6))
    for other in ["application/xml", "image/png", "text/event-stream", "nonsense"] {
      #expect(MediaType(other).preference == nil)
    }
  }
}
