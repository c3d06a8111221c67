import HTTPTypes
import NetCore
import Testing

@Suite struct PreconditionsTests {
  private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
  private static let exact = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"
  private static let current = Validators(
    entityTag: EntityTag(opaque: "a"),
    lastModified: HTTPDate(exact)
  )

  private static func verdict(
    _ fields: HTTPFields,
    method: HTTPRequest.Method = .get,
    current: Validators? = current
  ) throws -> Preconditions.Verdict {
    let target = try #require(RequestTarget("/"))
    let head = RequestHead(method: method, target: target, fields: fields)
    return Preconditions.evaluate(head, against: current)
  }

  @Test(arguments: [
    (#""a""#, Preconditions.Verdict.proceed), (#""b", "a""#, .proceed), ("*", .proceed),
    (#""b""#, .failed), (#"W/"a""#, .failed), ("nonsense", .failed),
  ])
  func `If-Match compares strongly`(value: String, verdict: Preconditions.Verdict) throws {
    #expect(try Self.verdict([.ifMatch: value]) == verdict)
    #expect(try Self.verdict([.ifMatch: value], method: .put) == verdict)
  }

  @Test(arguments: [
    (#""a""#, Preconditions.Verdict.notModified), (#"W/"a""#, .notModified),
    (#""b", "a""#, .notModified), ("*", .notModified), (#""b""#, .proceed), ("nonsense", .proceed),
  ])
  func `If-None-Match compares weakly`(value: String, verdict: Preconditions.Verdict) throws {
    #expect(try Self.verdict([.ifNoneMatch: value]) == verdict)
    #expect(try Self.verdict([.ifNoneMatch: value], method: .head) == verdict)
    let other: Preconditions.Verdict = verdict == .notModified ? .failed : .proceed
    #expect(try Self.verdict([.ifNoneMatch: value], method: .put) == other)
  }

  @Test(arguments: [
    (before, Preconditions.Verdict.proceed), (exact, .notModified), (after, .notModified),
    ("nonsense", .proceed),
  ])
  func `If-Modified-Since compares dates`(value: String, verdict: Preconditions.Verdict) throws {
    #expect(try Self.verdict([.ifModifiedSince: value]) == verdict)
    #expect(try Self.verdict([.ifModifiedSince: value], method: .post) == .proceed)
  }

  @Test(arguments: [
    (before, Preconditions.Verdict.failed), (exact, .proceed), (after, .proceed),
    ("nonsense", .proceed),
  ])
  func `If-Unmodified-Since compares dates`(value: String, verdict: Preconditions.Verdict) throws {
    #expect(try Self.verdict([.ifUnmodifiedSince: value]) == verdict)
  }

  @Test func `tags come before dates`() throws {
    #expect(try Self.verdict([.ifMatch: #""a""#, .ifUnmodifiedSince: Self.before]) == .proceed)
    #expect(try Self.verdict([.ifNoneMatch: #""b""#, .ifModifiedSince: Self.after]) == .proceed)
  }

  @Test func `a failed If-Match comes before a matching If-None-Match`() throws {
    #expect(try Self.verdict([.ifMatch: #""b""#, .ifNoneMatch: #""a""#]) == .failed)
    #expect(try Self.verdict([.ifMatch: #""a""#, .ifNoneMatch: #""a""#]) == .notModified)
  }

  @Test func `nothing matches what does not exist`() throws {
    #expect(try Self.verdict([.ifMatch: "*"], current: nil) == .failed)
    #expect(try Self.verdict([.ifNoneMatch: "*"], method: .put, current: nil) == .proceed)
  }

  @Test func `dates mean nothing without a date`() throws {
    let current = Validators(entityTag: EntityTag(opaque: "a"))
    #expect(try Self.verdict([.ifModifiedSince: Self.after], current: current) == .proceed)
    #expect(try Self.verdict([.ifUnmodifiedSince: Self.before], current: current) == .proceed)
  }
}
