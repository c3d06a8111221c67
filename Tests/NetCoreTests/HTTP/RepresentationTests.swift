import HTTPTypes
import NetCore
import Testing

@Suite struct RepresentationTests {
  private static func response(_ fields: HTTPFields) throws -> Response {
    let target = try #require(RequestTarget("/"))
    let head = RequestHead(method: .get, target: target, fields: fields)
    let representation = Representation(
      .bytes(Array("0123456789".utf8)),
      contentType: "application/zip",
      validators: Validators(entityTag: EntityTag(opaque: "a")),
      fields: [.contentDisposition: "attachment"]
    )
    return representation.response(to: head)
  }

  @Test func `gives the whole`() throws {
    let response = try Self.response([:])
    #expect(response.status == .ok)
    #expect(response.fields[.eTag] == #""a""#)
    #expect(response.fields[.contentDisposition] == "attachment")
    guard case .bytes(let bytes) = response.content else { throw CancellationError() }
    #expect(bytes.count == 10)
  }

  @Test func `gives a part`() throws {
    let response = try Self.response([.range: "bytes=-2", .ifRange: #""a""#])
    guard case .bytes(let bytes) = response.content else { throw CancellationError() }
    #expect(bytes == Array("89".utf8))
    #expect(response.fields[.contentRange] == "bytes 8-9/10")
  }

  @Test func `a condition comes before the range`() throws {
    let fields: HTTPFields = [.range: "bytes=99-", .ifNoneMatch: #""a""#]
    #expect(try Self.response(fields).status == .notModified)
    #expect(
      try Self.response([.range: "bytes=0-1", .ifMatch: #""b""#]).status == .preconditionFailed
    )
  }
}
