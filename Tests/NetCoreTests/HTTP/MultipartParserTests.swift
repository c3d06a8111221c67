import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct MultipartParserTests {
  @Test(arguments: CaseFiles.cases("forms"))
  func `reads the form alike however it is cut`(_ sample: ProtocolCase) throws {
    for pieces in sample.splits {
      let events = try Self.events(of: pieces)
      #expect(events == sample.expected, "cut into \(pieces.map(\.count))")
      if events != sample.expected { return }
    }
  }

  static func events(
    of pieces: [[UInt8]],
    limits: MultipartLimits = MultipartLimits()
  ) throws -> [String] {
    let type = try #require(MediaType("multipart/form-data; boundary=B"))
    var parser = try MultipartParser(contentType: type, limits: limits)
    var lines: [String] = []
    var content: [UInt8] = []
    do {
      for piece in pieces {
        var offset = 0
        while let event = try parser.receive(piece.span, from: &offset) {
          switch event {
          case .partBegan(let head):
            let file = head.fileName.map { " file \($0)" } ?? ""
            let type = head.contentType.map { " type \($0)" } ?? ""
            lines.append("part \(head.name)\(file)\(type)")
          case .content(let bytes):
            #expect(!bytes.isEmpty)
            content += bytes
          case .partEnded:
            lines.append("content \(CaseFiles.shown(content))")
            content = []
          }
        }
      }
      try parser.finish()
      lines.append("end")
    } catch {
      lines.append("error \(error) \(error.status.code)")
    }
    return lines
  }

  @Test(arguments: [
    ("text/plain; boundary=B", MultipartError.mediaTypeUnsupported),
    ("multipart/mixed; boundary=B", .mediaTypeUnsupported),
    ("multipart/form-data", .boundaryMissing),
    ("multipart/form-data; boundary=\"\"", .boundaryMissing),
    ("multipart/form-data; boundary=\"a \"", .boundaryMissing),
    ("multipart/form-data; boundary=a; boundary=b", .boundaryMissing),
    ("multipart/form-data; boundary=a*b", .boundaryMissing),
    ("multipart/form-data; boundary=\"a\\\"b\"", .boundaryMissing),
    ("multipart/form-data; boundary=\"ä\"", .boundaryMissing),
  ])
  func `needs a boundary`(text: String, error: MultipartError) throws {
    let type = try #require(MediaType(text))
    #expect(throws: error) { try MultipartParser(contentType: type) }
  }

  @Test(arguments: [
    "B", "\"B\"", "\"a b\"", "\"'()+_,-./:=?\"", "----WebKitFormBoundary7MA4YWxkTrZu0gW",
    "\"----=_Part_1_2.3\"", "-", "--", "\"B\"; charset=utf-8",
  ])
  func `takes every boundary that there may be`(text: String) throws {
    let type = try #require(MediaType("Multipart/Form-Data; charset=utf-8; Boundary=\(text)"))
    let boundary = try #require(type.parameter("boundary"))
    let part = Self.part.replacing("--B", with: "--\(boundary)")
    let parts = try FormPart.parts(
      of: Array((part + "--\(boundary)--").utf8).span,
      contentType: type
    )
    #expect(parts.map(\.content) == [[0x78]])
  }

  @Test(arguments: [(70, true), (71, false)])
  func `limits the boundary`(byteCount: Int, isAccepted: Bool) throws {
    let boundary = String(repeating: "b", count: byteCount)
    let type = try #require(MediaType("multipart/form-data; boundary=\(boundary)"))
    #expect(((try? MultipartParser(contentType: type)) != nil) == isAccepted)
  }

  private static let part = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n"

  @Test func `limits the number of parts`() throws {
    var limits = MultipartLimits()
    limits.partsMax = 2
    let two = Array((Self.part + Self.part + "--B--").utf8)
    let three = Array((Self.part + Self.part + Self.part + "--B--").utf8)
    #expect(try Self.events(of: [two], limits: limits).last == "end")
    #expect(try Self.events(of: [three], limits: limits).last == "error partsTooMany 413")
  }

  @Test func `limits the head of a part`() throws {
    var limits = MultipartLimits()
    let form = Array((Self.part + "--B--").utf8)
    limits.partHeadBytesMax = 42
    #expect(try Self.events(of: [form], limits: limits).last == "end")
    limits.partHeadBytesMax = 41
    #expect(try Self.events(of: [form], limits: limits).last == "error partHeadTooLarge 413")
    limits = MultipartLimits()
    limits.partFieldLinesMax = 1
    #expect(try Self.events(of: [form], limits: limits).last == "end")
    let two = Array("--B\r\nX: y\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--B--".utf8)
    #expect(try Self.events(of: [two], limits: limits).last == "error partHeadTooLarge 413")
  }

  @Test func `gives whole parts of a whole form`() throws {
    let type = try #require(MediaType("multipart/form-data; boundary=B"))
    let content = Array((Self.part + Self.part + "--B--\r\n").utf8)
    let parts = try FormPart.parts(of: content.span, contentType: type)
    #expect(parts.map(\.head.name) == ["a", "a"])
    #expect(parts.map(\.content) == [[0x78], [0x78]])
  }

  @Test func `keeps binary content as it is`() throws {
    let type = try #require(MediaType("multipart/form-data; boundary=B"))
    let binary =
      (0..<20_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 3) }
      + Array("\r\n--\r\r\n--A\r".utf8)
    let start = Array("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)
    let content = start + binary + Array("\r\n--B--".utf8)
    let parts = try FormPart.parts(of: content.span, contentType: type)
    #expect(parts.first?.content == binary)
  }
}
