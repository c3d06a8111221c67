import TestSupport

/// Everything that a server sent on one connection, judged against a case.
struct WireTranscript {
  private var rest: [UInt8]

  init(_ bytes: [UInt8]) {
    rest = bytes
  }

  /// What is wrong; `nil` when the server did as the case wants.
  static func fault(in bytes: [UInt8], for sample: WireCase) -> String? {
    var transcript = WireTranscript(bytes)
    do {
      return try transcript.fault(for: sample)
    } catch {
      return "\(error)"
    }
  }

  private mutating func fault(for sample: WireCase) throws -> String? {
    var last: RawResponse?
    for (index, expected) in sample.replies.enumerated() {
      if expected.isOptional, !hasStatus(expected.status) { continue }
      guard !rest.isEmpty else { return "no reply \(index + 1)" }
      let reply = try readReply(isBare: expected.isBare)
      if let fault = expected.fault(of: reply) { return "reply \(index + 1): \(fault)" }
      if let fault = Self.commonFault(of: reply) { return "reply \(index + 1): \(fault)" }
      last = reply
    }
    return try endingFault(sample, last: last)
  }

  private mutating func endingFault(_ sample: WireCase, last: RawResponse?) throws -> String? {
    let options = last?.fields["connection"]?.lowercased() ?? ""
    switch sample.ending {
    case .kept:
      guard !options.contains("close") else { return "connection: close" }
      guard !rest.isEmpty else { return "closed" }
      let reply = try readReply(isBare: false)
      guard reply.text == WireProbe.text, reply.status == 200 else {
        return "the probe is answered with \(reply.status) \(reply.text.debugDescription)"
      }
    case .closed:
      guard rest.isEmpty else { return "more than the replies: \(CaseFiles.shown(rest))" }
      guard options.contains("close") else { return "no connection: close" }
    case .finished: break
    case .upgraded:
      guard rest == WireProbe.frameReplies else { return "frames \(CaseFiles.shown(rest))" }
      return nil
    }
    return rest.isEmpty ? nil : "more than the replies: \(CaseFiles.shown(rest))"
  }

  /// What no reply may lack or have (RFC 9110 §6.6.1, §8.6; RFC 9112 §6).
  private static func commonFault(of reply: RawResponse) -> String? {
    let length = reply.fields["content-length"]
    let coding = reply.fields["transfer-encoding"]
    if reply.status == 100 { return reply.fields.isEmpty ? nil : "fields in 100" }
    if reply.fields["date"] == nil, reply.status >= 200 { return "no date" }
    switch reply.status {
    case 101, 204, 304: return length == nil && coding == nil ? nil : "framing of no content"
    default: return length != nil && coding != nil ? "two framings" : nil
    }
  }

  private func hasStatus(_ status: Int) -> Bool {
    rest.starts(with: "HTTP/1.1 \(status) ".utf8)
  }

  // MARK: - Reading

  private mutating func readReply(isBare: Bool) throws -> RawResponse {
    let words = try readLine().split(separator: " ", maxSplits: 2)
    guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw RawClient.Failure.malformed("status line \(words)")
    }
    var reply = RawResponse(status: status, fields: [:], content: [])
    while case let line = try readLine(), !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else {
        throw RawClient.Failure.malformed(line)
      }
      let name = line[..<colon].lowercased()
      guard reply.fields[name] == nil else { throw RawClient.Failure.malformed("two \(name)") }
      reply.fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    guard !isBare, status >= 200, status != 204, status != 304 else { return reply }
    if reply.fields["transfer-encoding"] == "chunked" {
      while let byteCount = Int(try readLine(), radix: 16) {
        reply.content += try read(byteCount)
        guard try readLine().isEmpty else { throw RawClient.Failure.malformed("chunk end") }
        if byteCount == 0 { break }
      }
    } else {
      reply.content = try read(reply.fields["content-length"].flatMap { Int($0) } ?? rest.count)
    }
    return reply
  }

  private mutating func read(_ byteCount: Int) throws -> [UInt8] {
    guard byteCount <= rest.count else { throw RawClient.Failure.ended }
    defer { rest.removeFirst(byteCount) }
    return Array(rest.prefix(byteCount))
  }

  private mutating func readLine() throws -> String {
    guard let end = rest.firstIndex(of: 0x0A), end > 0, rest[end - 1] == 0x0D else {
      throw RawClient.Failure.malformed("line \(CaseFiles.shown(rest.prefix(80)))")
    }
    defer { rest.removeFirst(end + 1) }
    return String(decoding: rest[..<(end - 1)], as: UTF8.self)
  }
}

/// What follows the bytes of a case on the same connection, to show where the server believes
/// the next message to begin.
enum WireProbe {
  static let text = "probe"
  private static let request =
    "POST /echo HTTP/1.1\r\nHost: probe\r\nConnection: close\r\nContent-Length: 5\r\n\r\n\(text)"
  /// A masked text message, then a masked close frame.
  private static let frames: [UInt8] =
    [0x81, 0x85, 1, 2, 3, 4] + zip(text.utf8, [1, 2, 3, 4, 1]).map { $0 ^ $1 }
    + [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8]
  /// The same from the server, unmasked.
  static let frameReplies: [UInt8] = [0x81, 0x05] + Array(text.utf8) + [0x88, 0x02, 0x03, 0xE8]

  static func bytes(after ending: WireCase.Ending) -> [UInt8] {
    switch ending {
    case .kept, .closed: Array(request.utf8)
    case .finished: []
    case .upgraded: frames
    }
  }
}
