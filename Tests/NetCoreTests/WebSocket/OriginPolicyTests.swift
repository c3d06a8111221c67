import HTTPTypes
import Testing

@testable import NetCore

@Suite struct OriginPolicyTests {
  private static func allows(_ policy: OriginPolicy, _ origin: String?, host: String) throws -> Bool
  {
    let target = try #require(RequestTarget("/"))
    var head = RequestHead(method: .get, target: target)
    head.fields[.hostField] = host
    head.fields[.origin] = origin
    return policy.allows(head)
  }

  @Test(
    arguments: [
      (nil, "a.example", true), ("http://a.example", "a.example", true),
      ("https://A.Example", "a.example", true), ("http://a.example", "a.example:80", true),
      ("http://a.example:80", "a.example", true), ("https://a.example", "a.example:443", true),
      ("http://a.example:8080", "a.example:8080", true), ("http://[::1]:80", "[::1]", true),
      ("http://a.example", "a.example:8080", false), ("http://a.example:8080", "a.example", false),
      ("https://a.example", "a.example:80", false), ("http://b.example", "a.example", false),
      ("http://a.example.b", "a.example", false), ("http://evil/a.example", "a.example", false),
      ("null", "null", false), ("a.example", "a.example", false), ("", "a.example", false),
      ("file://", "a.example", false), ("http://a.example, http://b", "a.example", false),
    ] as [(String?, String, Bool)]
  )
  func `lets in pages of its own host`(origin: String?, host: String, isAllowed: Bool) throws {
    #expect(try Self.allows(.sameHost, origin, host: host) == isAllowed)
    #expect(try Self.allows(.any, origin, host: host))
  }

  @Test func `lets in the origins that are listed`() throws {
    let policy = OriginPolicy.sameHostOr(["https://Page.example:8443"])
    #expect(try Self.allows(policy, "https://page.example:8443", host: "a.example"))
    #expect(try Self.allows(policy, "https://a.example", host: "a.example"))
    #expect(try !Self.allows(policy, "https://page.example", host: "a.example"))
    #expect(try !Self.allows(policy, "http://page.example:8443", host: "a.example"))
  }
}
