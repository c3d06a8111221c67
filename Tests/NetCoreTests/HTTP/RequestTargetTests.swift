import NetCore
import Testing

@Suite struct RequestTargetTests {
  @Test(
    arguments: [
      ("/", "/", nil),
      ("/a%20b?c", "/a b", "c"),
      ("/%E2%82%AC", "/€", nil),
      ("/a%2Fb%252e", "/a/b%2e", nil),
      ("/?", "/", ""),
      ("/a?b?c/d", "/a", "b?c/d"),
      ("/../x//", "/../x//", nil),
      ("/{a}|^[b]", "/{a}|^[b]", nil),
    ] as [(String, String, String?)]
  )
  func `decodes the path once and leaves the query alone`(
    text: String,
    path: String,
    query: String?
  ) throws {
    let target = try #require(RequestTarget(text))
    #expect(target.percentDecodedPath == path)
    #expect(target.query == query)
    #expect(target.form == .origin)
    #expect(text.hasPrefix(target.path))
  }

  @Test(arguments: [
    "", "a", "*", "/\"", "/<", "/\\", "/a b", "/é", "/%", "/%4", "/%g0", "/%00", "/?%",
  ])
  func `refuses what is no target`(text: String) {
    #expect(RequestTarget(text) == nil)
  }

  @Test func `tells how the path begins without making it`() throws {
    let target = try #require(RequestTarget("/a%20b/c?/x"))
    #expect(target.pathHasPrefix("/a%20"))
    #expect(target.pathHasPrefix("/a%20b/c"))
    #expect(!target.pathHasPrefix("/A"))
    #expect(!target.pathHasPrefix("/a%20b/c?"))
    #expect(try #require(RequestTarget("http://a/b")).pathHasPrefix("/b"))
  }

  @Test func `splits the query into items`() throws {
    let target = try #require(RequestTarget("/?a=1&b=x+y%26&&c&a=2&=v"))
    let items = target.queryItems.map { "\($0.name)=\($0.value)" }
    #expect(items == ["a=1", "b=x y&", "c=", "a=2", "=v"])
    #expect(target.queryValue("a") == "1")
    #expect(target.queryValue("missing") == nil)
  }

  @Test func `has no items without a query`() throws {
    #expect(try #require(RequestTarget("/a")).queryItems.isEmpty)
    #expect(try #require(RequestTarget("/a?")).queryItems.isEmpty)
  }
}
