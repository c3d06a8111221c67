import HTTPTypes

/// The parts of a request line (RFC 9112 §3).
struct RequestLine: Sendable {
  let method: HTTPRequest.Method
  let target: RequestTarget
  let version: HTTPVersion

  /// Reads `line`, without its line end, which begins at `offset` in the head.
  init(_ line: Span<UInt8>, at offset: Int, limits: HTTPLimits) throws(RequestHeadError) {
    let methodEnd = line.firstIndex(notIn: .token)
    guard methodEnd > 0, methodEnd < line.count, line[methodEnd] == ASCII.space else {
      throw .requestLineMalformed(at: offset + methodEnd)
    }
    guard methodEnd <= limits.methodBytesMax else {
      throw .methodTooLong(at: offset + limits.methodBytesMax)
    }
    let targetStart = methodEnd + 1
    guard let targetEnd = line.firstIndex(of: ASCII.space, from: targetStart) else {
      throw .requestLineMalformed(at: offset + line.count)
    }
    guard targetEnd - targetStart <= limits.targetBytesMax else {
      throw .targetTooLong(at: offset + targetStart + limits.targetBytesMax)
    }
    let versionStart = targetEnd + 1
    guard let version = HTTPVersion(line.extracting(versionStart..<line.count)) else {
      throw .versionMalformed(at: offset + versionStart)
    }
    guard version.major == 1 else { throw .versionUnsupported(at: offset + versionStart) }
    guard let method = Self.method(line.extracting(0..<methodEnd)) else {
      throw .requestLineMalformed(at: offset)
    }
    self.method = method
    // A later minor version is answered as the one that is understood (RFC 9110 §2.5).
    self.version = min(version, .http11)
    do {
      target = try RequestTarget(line.extracting(targetStart..<targetEnd), method: method)
    } catch {
      switch error {
      case .malformed(let at), .escapeMalformed(let at):
        throw .targetMalformed(at: offset + targetStart + at)
      }
    }
  }

  private static func method(_ bytes: Span<UInt8>) -> HTTPRequest.Method? {
    if bytes.equals("GET", ignoringCase: false) { return .get }
    if bytes.equals("POST", ignoringCase: false) { return .post }
    return bytes.string().flatMap { HTTPRequest.Method($0) }
  }
}
