import HTTPTypes

/// The parts of a request line (RFC 9112 §3).
struct RequestLine: Sendable {
  let method: MethodPlace
  let target: TargetParts
  /// Where the target begins in the line.
  let targetOffset: Int
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
    method = MethodPlace(line.extracting(0..<methodEnd))
    targetOffset = targetStart
    // A later minor version is answered as the one that is understood (RFC 9110 §2.5).
    self.version = min(version, .http11)
    do {
      target = try TargetParts(line.extracting(targetStart..<targetEnd), method: method)
    } catch {
      switch error {
      case .malformed(let at), .escapeMalformed(let at):
        throw .targetMalformed(at: offset + targetStart + at)
      }
    }
  }
}

/// The method at the start of a request line: one whose meaning the target depends on, or how many
/// bytes it has.
enum MethodPlace: Sendable {
  case get
  case connect
  case options
  case other(byteCount: Int)

  init(_ token: Span<UInt8>) {
    if token.equals("GET", ignoringCase: false) {
      self = .get
    } else if token.equals("CONNECT", ignoringCase: false) {
      self = .connect
    } else if token.equals("OPTIONS", ignoringCase: false) {
      self = .options
    } else {
      self = .other(byteCount: token.count)
    }
  }

  init(_ method: HTTPRequest.Method) {
    self.init(method.rawValue.utf8.span)
  }

  /// The method, which `line` begins with.
  func method(in line: Span<UInt8>) -> HTTPRequest.Method {
    switch self {
    case .get: return .get
    case .connect: return .connect
    case .options: return .options
    case .other(let byteCount):
      guard let method = HTTPRequest.Method(line.extracting(0..<byteCount).asciiString()) else {
        preconditionFailure("the method was found to be a token")
      }
      return method
    }
  }
}
