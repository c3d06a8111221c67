import NetCore
import Testing

@Suite struct MediaTypeTests {
  @Test func `reads type and parameters`() throws {
    let type = try #require(MediaType("Text/HTML; Charset=\"utf-8\" ;q=0.5"))
    #expect(type.essence == "text/html")
    #expect(type.parameter("charset") == "utf-8")
    #expect(type.parameter("q") == "0.5")
    #expect(type.description == "text/html; charset=utf-8; q=0.5")
  }

  @Test func `unquotes and quotes values`() throws {
    let text = #"multipart/form-data; boundary="a;b \"c\" \\""#
    let type = try #require(MediaType(text))
    #expect(type.parameter("boundary") == #"a;b "c" \"#)
    #expect(type.description == text)
  }

  @Test(arguments: [
    "", "text", "text/", "/html", "text/html/x", "te xt/html", "text/html; a", "a/b; c=\"d",
    "a/b;=c",
  ])
  func `refuses what is no media type`(text: String) {
    #expect(MediaType(text) == nil)
  }
}

@Suite struct AcceptTests {
  @Test(
    arguments: [
      (nil, 1000), ("*/*", 1000), ("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", 700),
      ("text/*;q=0.3", 300), ("application/json", 0), ("text/html;level=1", 0),
      ("text/html;q=0", 0), ("text/html;q=0, */*", 0), ("TEXT/HTML;Q=0.125", 125),
      ("text/html;q=2", 0), ("text/html;q=1.001", 0), ("text/html;q=1.000", 1000),
      ("text/html;q=0.1234", 0), ("*/html", 0), ("nonsense, text/html", 1000), ("", 0),
    ] as [(String?, Int)]
  )
  func `weighs a candidate by the closest range`(accept: String?, quality: Int) throws {
    let html = try #require(MediaType("text/html; charset=utf-8"))
    #expect(Accept.quality(of: html, accepting: accept) == quality)
  }

  @Test(
    arguments: [
      (nil, 0), ("text/event-stream", 1), ("application/json, text/event-stream", 0),
      ("application/json;q=0.5, text/event-stream", 1), ("image/png", nil),
    ] as [(String?, Int?)]
  )
  func `chooses the best candidate`(accept: String?, index: Int?) {
    let candidates = ["application/json", "text/event-stream"].compactMap { MediaType($0) }
    #expect(Accept.best(of: candidates, accepting: accept) == index)
  }

  @Test func `compares the parameters of a range`() throws {
    let utf8 = try #require(MediaType("text/html; charset=UTF-8"))
    #expect(Accept.quality(of: utf8, accepting: "text/html;charset=utf-8;q=0.4, text/html") == 400)
  }
}
