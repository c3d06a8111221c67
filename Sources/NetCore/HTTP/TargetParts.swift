/// The form of a request target and the places of its parts (RFC 9112 §3.2). All of them are ASCII.
struct TargetParts: Sendable {
  let form: RequestTarget.Form
  private(set) var authority: Range<Int>?
  private(set) var path = 0..<0
  private(set) var pathHasEscapes = false
  private(set) var query: Range<Int>?

  /// Takes a target apart and validates everything about it.
  init(_ bytes: Span<UInt8>, method: MethodPlace) throws(RequestTargetError) {
    guard bytes.count > 0 else { throw .malformed(at: 0) }
    if case .connect = method {
      guard Authority.isValid(bytes, requiresPort: true) else { throw .malformed(at: 0) }
      form = .authority
      authority = 0..<bytes.count
    } else if bytes[0] == ASCII.slash {
      form = .origin
      try readPathAndQuery(bytes, from: 0)
    } else if bytes[0] == ASCII.asterisk {
      guard bytes.count == 1, case .options = method else { throw .malformed(at: 0) }
      form = .asterisk
    } else {
      form = .absolute
      let start = try Self.authorityStart(ofAbsolute: bytes)
      var end = start
      while end < bytes.count, bytes[end] != ASCII.slash, bytes[end] != ASCII.questionMark {
        end += 1
      }
      guard end > start, Authority.isValid(bytes.extracting(start..<end)) else {
        throw .malformed(at: start)
      }
      authority = start..<end
      try readPathAndQuery(bytes, from: end)
    }
  }

  private mutating func readPathAndQuery(
    _ bytes: Span<UInt8>,
    from start: Int
  ) throws(RequestTargetError) {
    let pathEnd = bytes.firstIndex(from: start, notIn: .path)
    path = start..<pathEnd
    let pathBytes = bytes.extracting(path)
    pathHasEscapes = pathBytes.firstIndex(of: ASCII.percent) != nil
    if pathHasEscapes {
      guard let decoded = PercentDecoding.decodeText(pathBytes), !decoded.utf8.contains(0) else {
        throw .escapeMalformed(at: start)
      }
    }
    guard pathEnd < bytes.count else { return }
    guard bytes[pathEnd] == ASCII.questionMark else { throw .malformed(at: pathEnd) }
    let queryStart = pathEnd + 1
    let queryEnd = bytes.firstIndex(from: queryStart, notIn: .query)
    guard queryEnd == bytes.count else { throw .malformed(at: queryEnd) }
    query = queryStart..<queryEnd
    let queryBytes = bytes.extracting(queryStart..<queryEnd)
    guard PercentDecoding.isValid(queryBytes) else {
      throw .escapeMalformed(at: queryStart)
    }
  }

  /// The offset behind `http://` or `https://`.
  private static func authorityStart(
    ofAbsolute bytes: Span<UInt8>
  ) throws(RequestTargetError) -> Int {
    for scheme: StaticString in ["http://", "https://"] {
      let length = scheme.utf8CodeUnitCount
      if bytes.count > length, bytes.extracting(0..<length).equals(scheme) { return length }
    }
    throw .malformed(at: 0)
  }
}
