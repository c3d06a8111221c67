import Testing

@testable import Generation

@Suite struct CaseTitlesTests {
  @Test func `writes a sentence`() {
    var titles = CaseTitles(method: "POST", path: "/pets")
    #expect(
      titles.title("name is missing", expected: "4xx") == "POST /pets – name is missing → 4xx"
    )
    #expect(
      titles.title("name is missing", expected: "4xx") == "POST /pets – name is missing (2) → 4xx"
    )
  }

  @Test func `never exceeds its length and stays unique`() {
    let long = "/" + String(repeating: "segment/", count: 30) + "{id}"
    var titles = CaseTitles(method: "DELETE", path: long)
    var all: Set<String> = []
    for index in 0..<20 {
      let condition = String(repeating: "very ", count: index * 3) + "long"
      for _ in 0..<3 {
        let title = titles.title(condition, expected: "200, 201 or 204")
        #expect(title.count <= 100)
        #expect(title.hasPrefix("DELETE …") && title.hasSuffix(" → 200, 201 or 204"))
        all.insert(title)
      }
    }
    #expect(all.count == 60)
  }

  @Test func `stays on one line`() {
    var titles = CaseTitles(method: "GET", path: "/x")
    #expect(titles.title("kind is a\nb\u{0}c", expected: "200") == "GET /x – kind is a b c → 200")
  }
}
