import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct RequestCaseTests {
  @Test(arguments: CaseFiles.cases("requests"))
  func `reads the request alike however it is cut`(_ sample: ProtocolCase) {
    for pieces in sample.splits {
      let events = RequestTranscript.events(of: pieces)
      #expect(events == sample.expected, "cut into \(pieces.map(\.count))")
      if events != sample.expected { return }
    }
  }
}

/// What the bytes of one connection amount to, line by line.
struct RequestTranscript {
  private var lines: [String] = []
  private var parser = RequestHeadParser()
  private var decoder: ContentDecoder?
  private var content: [UInt8] = []
  private var hasFailed = false

  static func events(of pieces: [[UInt8]]) -> [String] {
    var transcript = RequestTranscript()
    for piece in pieces where !transcript.hasFailed { transcript.receive(piece.span) }
    return transcript.lines
  }

  private mutating func receive(_ bytes: Span<UInt8>) {
    var offset = 0
    do {
      while offset < bytes.count || decoder != nil {
        if decoder == nil {
          guard try receiveHead(bytes, from: &offset) else { return }
        } else {
          guard try receiveContent(bytes, from: &offset) else { return }
        }
      }
    } catch let error as RequestHeadError {
      fail("\(error)", error.status)
    } catch let error as ContentDecodingError {
      fail("\(error)", error.status)
    } catch {
      Issue.record(error)
    }
  }

  private mutating func fail(_ error: String, _ status: HTTPResponse.Status) {
    hasFailed = true
    lines.append("error \(error) \(status.code)")
  }

  private mutating func receiveHead(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws -> Bool {
    let rest = bytes.extracting(offset..<bytes.count)
    guard let (head, consumedCount) = try parser.receive(rest) else { return false }
    offset += consumedCount
    parser = RequestHeadParser()
    decoder = ContentDecoder(framing: head.framing)
    let version = "\(head.version.major).\(head.version.minor)"
    let query = head.target.query.map { "?\($0)" } ?? ""
    lines.append("\(head.method) \(head.target.path)\(query) \(version) \(head.target.form)")
    if let authority = head.authority { lines.append("authority \(authority)") }
    for field in head.fields { lines.append("\(field.name.canonicalName): \(field.value)") }
    if head.framing != .none { lines.append("framing \(head.framing)") }
    if !head.isPersistent { lines.append("closes") }
    if head.expectsContinue { lines.append("expects continue") }
    if !head.upgradeProtocols.isEmpty { lines.append("upgrade \(head.upgradeProtocols)") }
    return true
  }

  private mutating func receiveContent(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws -> Bool {
    guard let event = try decoder?.receive(bytes, from: &offset) else { return false }
    switch event {
    case .content(let range):
      for index in range { content.append(bytes[index]) }
    case .ended(let trailers):
      if !content.isEmpty { lines.append("content \(CaseFiles.shown(content))") }
      for field in trailers { lines.append("trailer \(field.name.canonicalName): \(field.value)") }
      lines.append("end")
      content = []
      decoder = nil
    }
    return true
  }
}
