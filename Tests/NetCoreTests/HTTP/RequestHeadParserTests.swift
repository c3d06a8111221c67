import HTTPTypes
import NetCore
import Testing

@Suite struct RequestHeadParserTests {
  private static func verdict(_ text: String, limits: HTTPLimits = HTTPLimits()) -> String {
    let results = [[text.utf8.count], Array(repeating: 1, count: text.utf8.count)].map { sizes in
      parse(text, in: sizes, limits: limits)
    }
    #expect(results[0] == results[1], "cuts change the verdict")
    return results[0]
  }

  private static func parse(_ text: String, in sizes: [Int], limits: HTTPLimits) -> String {
    var parser = RequestHeadParser(limits: limits)
    let bytes = Array(text.utf8)
    var offset = 0
    do {
      for size in sizes {
        let piece = Array(bytes[offset..<(offset + size)])
        if let (_, count) = try parser.receive(piece.span) {
          #expect(offset + count <= bytes.count)
          return "head"
        }
        offset += size
      }
      return "incomplete"
    } catch {
      return "\(error.status.code) \(error)"
    }
  }

  @Test func `limits the target`() {
    var limits = HTTPLimits()
    limits.targetBytesMax = 10
    let fits = "GET /123456789 HTTP/1.1\r\nHost: a\r\n\r\n"
    let exceeds = "GET /1234567890 HTTP/1.1\r\nHost: a\r\n\r\n"
    #expect(Self.verdict(fits, limits: limits) == "head")
    #expect(Self.verdict(exceeds, limits: limits) == "414 targetTooLong(at: 14)")
  }

  @Test func `answers 414 to a target of 8 KiB and one byte by default`() {
    let path = "/" + String(repeating: "a", count: 8 * 1024 - 1)
    #expect(Self.verdict("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n") == "head")
    #expect(Self.verdict("GET \(path)a HTTP/1.1\r\nHost: a\r\n\r\n").hasPrefix("414"))
  }

  @Test func `gives up a request line without end`() {
    let line = "GET /" + String(repeating: "a", count: 20_000)
    #expect(Self.verdict(line).hasPrefix("414"))
  }

  @Test func `limits the method`() {
    let fits = String(repeating: "M", count: 32)
    #expect(Self.verdict("\(fits) / HTTP/1.1\r\nHost: a\r\n\r\n") == "head")
    #expect(
      Self.verdict("\(fits)M / HTTP/1.1\r\nHost: a\r\n\r\n") == "501 methodTooLong(at: 32)"
    )
  }

  @Test func `limits the head`() {
    let start = "GET / HTTP/1.1\r\nHost: a\r\nX: "
    let padding = String(repeating: "x", count: 32 * 1024 - start.utf8.count - 4)
    #expect(Self.verdict("\(start)\(padding)\r\n\r\n") == "head")
    #expect(Self.verdict("\(start)\(padding)x\r\n\r\n") == "431 headTooLarge(at: 32768)")
    #expect(Self.verdict("\(start)\(padding)xxxxxxxxxx") == "431 headTooLarge(at: 32768)")
  }

  @Test func `limits the head also when it is shorter than a request line`() {
    var limits = HTTPLimits()
    limits.headBytesMax = 20
    #expect(Self.verdict("GET / HTTP/1.0\r\n\r\n", limits: limits) == "head")
    #expect(
      Self.verdict("GET /12345 HTTP/1.0\r\n\r\n", limits: limits) == "431 headTooLarge(at: 20)"
    )
  }

  @Test func `limits the number of field lines`() {
    let start = "GET / HTTP/1.1\r\nHost: a\r\n"
    let fields = String(repeating: "X: y\r\n", count: 127)
    #expect(Self.verdict("\(start)\(fields)\r\n") == "head")
    #expect(Self.verdict("\(start)\(fields)X: y\r\n\r\n").hasPrefix("431 fieldLinesTooMany"))
  }

  @Test func `knows whether a head has begun`() throws {
    var parser = RequestHeadParser()
    #expect(!parser.isInsideHead)
    let piece = Array("G".utf8)
    let nothing = try parser.receive(piece.span)
    #expect(nothing == nil)
    #expect(parser.isInsideHead)
  }

  @Test func `keeps field values that are not UTF-8`() throws {
    var parser = RequestHeadParser()
    let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8) + [0xE4] + Array("\r\n\r\n".utf8)
    let head = try #require(try parser.receive(bytes.span)).head
    let field = try #require(head.fields.last)
    #expect(unsafe field.withUnsafeBytesOfValue { unsafe Array($0) } == [0xE4])
  }

  @Test func `gives every error a status and a sentence`() {
    let errors: [RequestHeadError] = [
      .requestLineMalformed(at: 1), .methodTooLong(at: 1), .targetTooLong(at: 1),
      .targetMalformed(at: 1), .versionMalformed(at: 1), .versionUnsupported(at: 1),
      .headTooLarge(at: 1), .fieldLinesTooMany(at: 1), .lineFeedBare(at: 1),
      .carriageReturnBare(at: 1), .fieldNameMalformed(at: 1), .spaceBeforeColon(at: 1),
      .lineFolded(at: 1), .fieldValueMalformed(at: 1), .hostMissing(at: 1), .hostRepeated(at: 1),
      .hostMalformed(at: 1), .contentLengthMalformed(at: 1), .contentLengthTooLarge(at: 1),
      .contentLengthRepeated(at: 1), .contentLengthWithTransferEncoding(at: 1),
      .transferEncodingInOldVersion(at: 1), .transferEncodingMalformed(at: 1),
      .transferEncodingUnsupported(at: 1), .expectationUnsupported(at: 1),
    ]
    let limits = HTTPLimits()
    for error in errors {
      #expect(error.status.code >= 400)
      #expect(error.detail(within: limits).hasSuffix("."))
    }
    #expect(Set(errors.map { $0.detail(within: limits) }).count == errors.count)
    let tooLong = RequestHeadError.targetTooLong(at: 8_200).detail(within: limits)
    #expect(tooLong == "The request target is longer than 8192 bytes.")
  }
}
