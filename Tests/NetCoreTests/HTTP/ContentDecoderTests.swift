import HTTPTypes
import NetCore
import Testing

@Suite struct ContentDecoderTests {
  private static func verdict(_ text: String, limits: HTTPLimits) -> String {
    let bytes = Array(text.utf8)
    var decoder = ContentDecoder(framing: .chunked, limits: limits)
    var offset = 0
    do {
      while let event = try decoder.receive(bytes.span, from: &offset) {
        if case .ended = event { return "end" }
      }
      return "incomplete"
    } catch {
      return "\(error.status.code) \(error)"
    }
  }

  @Test func `ends at once without content`() throws {
    var decoder = ContentDecoder(framing: .none)
    let bytes = Array("GET".utf8)
    var offset = 0
    #expect(try decoder.receive(bytes.span, from: &offset) == .ended(trailers: [:]))
    #expect(offset == 0)
  }

  @Test func `takes no more than the announced length`() throws {
    var decoder = ContentDecoder(framing: .length(3))
    let bytes = Array("abcdef".utf8)
    var offset = 0
    #expect(try decoder.receive(bytes.span, from: &offset) == .content(0..<3))
    #expect(try decoder.receive(bytes.span, from: &offset) == .ended(trailers: [:]))
    #expect(offset == 3)
  }

  @Test func `limits a chunk line`() {
    var limits = HTTPLimits()
    limits.chunkLineBytesMax = 8
    #expect(Self.verdict("0;abcd\r\n\r\n", limits: limits) == "end")
    #expect(Self.verdict("0;abcde\r\n\r\n", limits: limits) == "400 chunkLineTooLong")
  }

  @Test func `limits the extensions of all chunks together`() {
    var limits = HTTPLimits()
    limits.chunkExtensionBytesMax = 10
    let chunk = "1;abc\r\nx\r\n"
    #expect(Self.verdict("\(chunk)\(chunk)0\r\n\r\n", limits: limits) == "end")
    #expect(
      Self.verdict("\(chunk)\(chunk)\(chunk)0\r\n\r\n", limits: limits)
        == "400 chunkExtensionsTooLong"
    )
  }

  @Test func `limits the trailer section`() {
    var limits = HTTPLimits()
    limits.trailerBytesMax = 10
    #expect(Self.verdict("0\r\nX: 123\r\n\r\n", limits: limits) == "end")
    #expect(Self.verdict("0\r\nX: 1234\r\n\r\n", limits: limits) == "431 trailersTooLarge")
    #expect(Self.verdict("0\r\nX: 12345678", limits: limits) == "431 trailersTooLarge")
  }

  @Test func `limits the number of trailer lines`() {
    var limits = HTTPLimits()
    limits.trailerLinesMax = 2
    #expect(Self.verdict("0\r\nX: 1\r\nX: 2\r\n\r\n", limits: limits) == "end")
    #expect(
      Self.verdict("0\r\nX: 1\r\nX: 2\r\nX: 3\r\n\r\n", limits: limits) == "431 trailersTooLarge"
    )
  }

  @Test(arguments: [
    ("7FFFFFFFFFFFFFFF", "incomplete"), ("8000000000000000", "413 chunkSizeTooLarge"),
  ])
  func `reads sizes up to 63 bits`(size: String, verdict: String) {
    #expect(Self.verdict("\(size)\r\n", limits: HTTPLimits()) == verdict)
  }
}
