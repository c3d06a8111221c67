import Foundation
import TestSupport
import Testing

@testable import NetCore

/// Conditions and ranges, asked of a file of ten bytes that was modified at `exact`.
@Suite struct StaticFileRequestTests {
  private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
  private static let exact = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"

  /// One request and what becomes of it; `TAG` stands for the file's entity tag.
  struct Sample: CustomTestStringConvertible, Sendable {
    let fields: [String]
    let status: Int
    var content = ""

    init(_ status: Int, _ fields: String..., content: String = "") {
      self.fields = fields
      self.status = status
      self.content = status == 200 ? "0123456789" : content
    }

    var testDescription: String { "\(status) \(fields.joined(separator: " | "))" }
  }

  private static let conditions = [
    Sample(304, "If-None-Match: TAG"), Sample(304, "If-None-Match: W/TAG"),
    Sample(304, "If-None-Match: *"), Sample(304, "If-None-Match: \"x\", TAG"),
    Sample(304, "If-None-Match: \"x\",,W/\"y\" , TAG"), Sample(304, "if-none-match:TAG"),
    Sample(304, "If-None-Match: \"x\"", "If-None-Match: TAG"), Sample(200, "If-None-Match: \"x\""),
    Sample(200, "If-None-Match: \"\""), Sample(200, "If-None-Match:"),
    Sample(200, "If-None-Match: x"), Sample(200, "If-None-Match: TAGx"),
    Sample(200, "If-None-Match: w/TAG"), Sample(200, "If-None-Match: \"*\""),
    Sample(200, "If-None-Match: \"a\" TAG"), Sample(200, "If-None-Match: \"TAG"),
    Sample(304, "If-Modified-Since: \(exact)"), Sample(304, "If-Modified-Since: \(after)"),
    Sample(200, "If-Modified-Since: \(before)"),
    Sample(304, "If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"),
    Sample(304, "If-Modified-Since: Sun Nov  6 08:49:37 1994"),
    Sample(200, "If-Modified-Since: Sun Nov  6 08:49:36 1994"),
    Sample(304, "If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT"),
    Sample(200, "If-Modified-Since: Mon, 01 Jan 1900 00:00:00 GMT"),
    Sample(200, "If-Modified-Since: yesterday"), Sample(200, "If-Modified-Since:"),
    Sample(200, "If-Modified-Since: \(exact), \(exact)"),
    Sample(200, "If-Modified-Since: \(exact)", "If-Modified-Since: \(exact)"),
    Sample(200, "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 CET"),
    Sample(200, "If-Modified-Since: Sun, 31 Feb 2094 08:49:37 GMT"),
    Sample(200, "If-Modified-Since: 784111777"),
    Sample(200, "If-Match: TAG"), Sample(200, "If-Match: *"), Sample(200, "If-Match: \"x\", TAG"),
    Sample(412, "If-Match: W/TAG"), Sample(412, "If-Match: \"x\""), Sample(412, "If-Match: x"),
    Sample(412, "If-Match:"), Sample(200, "If-Unmodified-Since: \(exact)"),
    Sample(200, "If-Unmodified-Since: \(after)"), Sample(412, "If-Unmodified-Since: \(before)"),
    Sample(412, "If-Unmodified-Since: Mon, 01 Jan 1900 00:00:00 GMT"),
    Sample(412, "If-Unmodified-Since: Sunday, 06-Nov-94 08:49:36 GMT"),
    Sample(412, "If-Unmodified-Since: Sun Nov  6 08:49:36 1994"),
    Sample(200, "If-Unmodified-Since: yesterday"),
    // The order of RFC 9110 §13.2.2.
    Sample(200, "If-Match: TAG", "If-Unmodified-Since: \(before)"),
    Sample(412, "If-Match: \"x\"", "If-Unmodified-Since: \(after)"),
    Sample(200, "If-None-Match: \"x\"", "If-Modified-Since: \(after)"),
    Sample(304, "If-None-Match: TAG", "If-Modified-Since: \(before)"),
    Sample(304, "If-Match: TAG", "If-None-Match: TAG"),
    Sample(412, "If-Match: \"x\"", "If-None-Match: TAG"),
    Sample(412, "If-Unmodified-Since: \(before)", "If-Modified-Since: \(after)"),
    Sample(304, "If-Unmodified-Since: \(exact)", "If-Modified-Since: \(exact)"),
    Sample(412, "If-Unmodified-Since: \(before)", "If-None-Match: \"x\""),
    Sample(304, "Range: bytes=0-1", "If-None-Match: TAG"),
    Sample(412, "Range: bytes=0-1", "If-Match: \"x\""),
    Sample(304, "Range: bytes=99-", "If-None-Match: TAG"),
  ]

  private static let ranges = [
    Sample(206, "Range: bytes=0-0", content: "0"), Sample(206, "Range: bytes=9-9", content: "9"),
    Sample(206, "Range: bytes=2-4", content: "234"),
    Sample(206, "Range: bytes=5-", content: "56789"),
    Sample(206, "Range: bytes=0-", content: "0123456789"),
    Sample(206, "Range: bytes=-3", content: "789"),
    Sample(206, "Range: bytes=-99", content: "0123456789"),
    Sample(206, "Range: bytes=7-99", content: "789"), Sample(206, "range:bytes=1-1", content: "1"),
    Sample(206, "Range: bytes=7-99999999999999999999999999", content: "789"),
    Sample(206, "Range: bytes=-99999999999999999999999999", content: "0123456789"),
    Sample(206, "Range: bytes=8-18446744073709551615", content: "89"),
    Sample(206, "Range: Bytes=1-1", content: "1"),
    Sample(206, "Range: bytes=99-,1-1", content: "1"),
    Sample(206, "Range: bytes=0-5,3-7", content: "01234567"),
    Sample(206, "Range: bytes=0-0,0-0,0-0", content: "0"),
    Sample(206, "Range: bytes=0-9, -1", content: "0123456789"),
    Sample(416, "Range: bytes=10-"), Sample(416, "Range: bytes=10-20"),
    Sample(416, "Range: bytes=-0"),
    Sample(416, "Range: bytes=99999999999999999999999999-"), Sample(416, "Range: bytes=99-,-0"),
    Sample(416, "Range: bytes=18446744073709551616-18446744073709551617"),
    Sample(200, "Range: bytes=4-2"), Sample(200, "Range: bytes=a-b"), Sample(200, "Range: bytes="),
    Sample(200, "Range: bytes=-"), Sample(200, "Range: bytes"), Sample(200, "Range:"),
    Sample(200, "Range: 0-1"), Sample(200, "Range: lines=0-1"), Sample(200, "Range: bytes=1"),
    Sample(200, "Range: bytes=0-1,x"), Sample(200, "Range: bytes=0-1,4-2"),
    Sample(200, "Range: bytes=0-1-2"), Sample(200, "Range: bytes = 0-1"),
    Sample(200, "Range: bytes: 0-1"), Sample(200, "Range: bytes=-1-2"),
    Sample(200, "Range: bytes=0x1-2"), Sample(200, "Range: bytes=0-1", "Range: bytes=3-4"),
    Sample(206, "Range: bytes=0-1", "If-Range: TAG", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Range: \(exact)", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Range: Sunday, 06-Nov-94 08:49:37 GMT", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Range: Sun Nov  6 08:49:37 1994", content: "01"),
    Sample(200, "Range: bytes=0-1", "If-Range: \"x\""),
    Sample(200, "Range: bytes=0-1", "If-Range: W/TAG"),
    Sample(200, "Range: bytes=0-1", "If-Range: \(before)"),
    Sample(200, "Range: bytes=0-1", "If-Range: \(after)"),
    Sample(200, "Range: bytes=0-1", "If-Range: yesterday"),
    Sample(200, "Range: bytes=0-1", "If-Range: *"),
    Sample(200, "Range: bytes=0-1", "If-Range: TAG, TAG"), Sample(200, "If-Range: TAG"),
    Sample(200, "Range: bytes=99-", "If-Range: \"x\""),
    Sample(416, "Range: bytes=99-", "If-Range: TAG"),
    Sample(206, "Range: bytes=0-1", "If-None-Match: \"x\"", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Match: TAG", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Match: TAG", "If-Range: TAG", content: "01"),
    Sample(206, "Range: bytes=0-1", "If-Unmodified-Since: \(exact)", content: "01"),
  ]

  @Test(arguments: conditions + ranges)
  func `answers as the fields ask`(_ sample: Sample) async throws {
    let (plain, response, head) = try await Site().serve { port in
      let client = try RawClient(port: port)
      let plain = try client.get("/data.json")
      let tag = try #require(plain.fields["etag"])
      let fields = sample.fields.map { $0.replacing("TAG", with: tag) }
      let response = try client.ask("/data.json", fields)
      return (plain, response, try client.ask("/data.json", method: "HEAD", fields))
    }
    #expect(response.status == sample.status)
    #expect(response.text == sample.content)
    #expect(response.fields["x-content-type-options"] == "nosniff")
    switch sample.status {
    case 304:
      for name in ["etag", "last-modified", "cache-control", "vary"] {
        #expect(response.fields[name] == plain.fields[name], "\(name)")
      }
      for name in ["content-length", "content-type", "content-range"] {
        #expect(response.fields[name] == nil, "\(name)")
      }
    case 206:
      for name in ["etag", "last-modified", "cache-control", "vary", "content-type"] {
        #expect(response.fields[name] == plain.fields[name], "\(name)")
      }
      let first = try #require(sample.content.first)
      let last = try #require(sample.content.last)
      #expect(response.fields["content-range"] == "bytes \(first)-\(last)/10")
    case 416:
      #expect(response.fields["content-range"] == "bytes */10")
      #expect(response.fields["etag"] == nil)
    default:
      #expect(response.fields["content-range"] == nil)
    }
    let isSame = head.status == response.status && head.fields["etag"] == response.fields["etag"]
    // Only GET has ranges (RFC 9110 §14.2).
    #expect(isSame || [206, 416].contains(sample.status) && head.status == 200)
  }

  @Test(arguments: conditions)
  func `conditions mean nothing where there is nothing`(_ sample: Sample) async throws {
    #expect(try await Site().answer("/missing", sample.fields).status == 404)
  }

  @Test(arguments: [
    ("bytes=0-0,2-3", ["0", "23"]), ("bytes=-1,0-0", ["9", "0"]), ("bytes=0-1,2-3", ["01", "23"]),
    ("bytes=0-1,99-,4-", ["01", "456789"]), ("bytes=5-6,0-1,6-7", ["567", "01"]),
  ])
  func `sends several pieces`(range: String, pieces: [String]) async throws {
    let response = try await Site().answer("/data.json", ["Range: \(range)"])
    #expect(response.status == 206)
    #expect(response.fields["content-range"] == nil)
    #expect(try Self.parts(of: response).map(\.content) == pieces.map { Array($0.utf8) })
    for part in try Self.parts(of: response) {
      #expect(part.fields["content-type"] == "application/json")
    }
  }

  @Test func `sends several pieces of a long file`() async throws {
    let site = try Site()
    let response = try await site.answer(
      "/large.bin",
      ["Range: bytes=250000-,0-99999,200000-200000"]
    )
    let parts = try Self.parts(of: response)
    let pieces = [250_000..<300_000, 0..<100_000, 200_000..<200_001]
    #expect(parts.map(\.content) == pieces.map { Array(Site.large[$0]) })
    #expect(
      parts.map { $0.fields["content-range"] }
        == pieces.map { "bytes \($0.lowerBound)-\($0.upperBound - 1)/300000" }
    )
    let part = try await site.answer("/large.bin", ["Range: bytes=199999-299999"])
    #expect(part.content == Array(Site.large[199_999...299_999]))
  }

  @Test func `sends no byte twice and no more than sixteen pieces`() async throws {
    let site = try Site()
    let same = Array(repeating: "0-", count: 16).joined(separator: ",")
    #expect(try await site.answer("/large.bin", ["Range: bytes=\(same)"]).content == Site.large)
    for count in [16, 17, 1000] {
      let ranges = (0..<count).map { "\(4 * $0)-\(4 * $0)" }.joined(separator: ",")
      let response = try await site.answer("/large.bin", ["Range: bytes=\(ranges)"])
      #expect(response.status == (count == 16 ? 206 : 200))
    }
  }

  @Test(arguments: [("bytes=0-", 416), ("bytes=-1", 200), ("bytes=-0", 416), ("bytes=0-0", 416)])
  func `an empty file has no part`(range: String, status: Int) async throws {
    let response = try await Site().answer("/empty.txt", ["Range: \(range)"])
    #expect(response.status == status)
    #expect(response.content.isEmpty)
    #expect(response.fields["content-range"] == (status == 416 ? "bytes */0" : nil))
  }

  private struct Part {
    var fields: [String: String]
    var content: [UInt8]
  }

  /// Takes `multipart/byteranges` apart, by the lengths that the parts tell.
  private static func parts(of response: RawResponse) throws -> [Part] {
    let type = try #require(response.fields["content-type"].flatMap { MediaType($0) })
    #expect(type.essence == "multipart/byteranges")
    let boundary = try #require(type.parameter("boundary"))
    #expect((1...70).contains(boundary.utf8.count))
    var rest = response.content[...]
    var parts: [Part] = []
    let last = Array("\r\n--\(boundary)--\r\n".utf8)
    while rest.count > last.count {
      let delimiter = Array("\(parts.isEmpty ? "" : "\r\n")--\(boundary)\r\n".utf8)
      try #require(rest.starts(with: delimiter))
      rest = rest.dropFirst(delimiter.count)
      let end = try #require(rest.firstRange(of: Array("\r\n\r\n".utf8)))
      let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      var fields: [String: String] = [:]
      for line in head.split(separator: "\r\n") {
        let pair = line.split(separator: ": ", maxSplits: 1).map(String.init)
        fields[pair[0].lowercased()] = pair[1]
      }
      let range = try #require(
        fields["content-range"]?.split { !$0.isNumber }.compactMap { Int($0) }
      )
      rest = rest[end.upperBound...]
      parts.append(Part(fields: fields, content: Array(rest.prefix(range[1] - range[0] + 1))))
      rest = rest.dropFirst(range[1] - range[0] + 1)
    }
    #expect(Array(rest) == last)
    return parts
  }
}
