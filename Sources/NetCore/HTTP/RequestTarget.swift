public import HTTPTypes

/// What a request asks for (RFC 9112 §3.2), taken apart and validated once.
public struct RequestTarget: Sendable, Hashable {
  /// How the target was written.
  public enum Form: Sendable, Hashable { case origin, absolute, authority, asterisk }

  /// Which of the four forms it has.
  public let form: Form
  /// `host[:port]` of an absolute-form or authority-form target.
  public let authority: String?
  /// The path as received, with its escapes; empty in authority-form and asterisk-form.
  public let path: String
  /// The path with its escapes decoded once. It holds no NUL; it may hold `..` and `//`.
  public let percentDecodedPath: String
  /// What follows the first `?`, as received; `nil` without one.
  public let query: String?

  /// Reads the target of a request with `method`, since the form depends on it.
  ///
  /// - Throws: ``RequestTargetError`` with the offset in `bytes`.
  public init(_ bytes: Span<UInt8>, method: HTTPRequest.Method) throws(RequestTargetError) {
    guard bytes.count > 0 else { throw .malformed(at: 0) }
    if method == .connect {
      guard Authority.isValid(bytes, requiresPort: true) else { throw .malformed(at: 0) }
      self.init(form: .authority, authority: bytes.string())
    } else if bytes[0] == ASCII.slash {
      try self.init(form: .origin, authority: nil, path: bytes, at: 0)
    } else if bytes[0] == ASCII.asterisk {
      guard bytes.count == 1, method == .options else { throw .malformed(at: 0) }
      self.init(form: .asterisk, authority: nil)
    } else {
      let start = try Self.authorityStart(ofAbsolute: bytes)
      var end = start
      while end < bytes.count, bytes[end] != ASCII.slash, bytes[end] != ASCII.questionMark {
        end += 1
      }
      guard end > start, Authority.isValid(bytes.extracting(start..<end)) else {
        throw .malformed(at: start)
      }
      try self.init(
        form: .absolute,
        authority: bytes.extracting(start..<end).string(),
        path: bytes.extracting(end..<bytes.count),
        at: end
      )
    }
  }

  /// Reads the target of a GET from text; `nil` when it is malformed.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let target = try? RequestTarget(bytes.span, method: .get) else {
      // Where the fault lies is of no use to a caller who has the text.
      return nil
    }
    self = target
  }

  private init(form: Form, authority: String?) {
    self.form = form
    self.authority = authority
    path = ""
    percentDecodedPath = ""
    query = nil
  }

  /// Path and query, `offset` bytes into the target. An absolute-form target may have no path,
  /// which means `/` (RFC 9110 §4.2.3).
  private init(
    form: Form,
    authority: String?,
    path bytes: Span<UInt8>,
    at offset: Int
  ) throws(RequestTargetError) {
    let pathEnd = bytes.firstIndex(notIn: .path)
    let pathBytes = bytes.extracting(0..<pathEnd)
    guard let path = pathBytes.string() else { throw .malformed(at: offset) }
    self.form = form
    self.authority = authority
    self.path = path.isEmpty ? "/" : path
    if pathBytes.firstIndex(of: ASCII.percent) == nil {
      percentDecodedPath = self.path
    } else {
      guard let decoded = PercentDecoding.decodeText(pathBytes), !decoded.utf8.contains(0) else {
        throw .escapeMalformed(at: offset)
      }
      percentDecodedPath = decoded
    }
    guard pathEnd < bytes.count else {
      query = nil
      return
    }
    guard bytes[pathEnd] == ASCII.questionMark else { throw .malformed(at: offset + pathEnd) }
    let queryBytes = bytes.extracting((pathEnd + 1)..<bytes.count)
    let queryEnd = queryBytes.firstIndex(notIn: .query)
    guard queryEnd == queryBytes.count else {
      throw .malformed(at: offset + pathEnd + 1 + queryEnd)
    }
    guard let query = queryBytes.string(), PercentDecoding.decodeText(queryBytes) != nil else {
      throw .escapeMalformed(at: offset + pathEnd + 1)
    }
    self.query = query
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

/// Why a request target was refused, with the offset in the target.
public enum RequestTargetError: Error, Sendable, Equatable {
  /// None of the four forms, not the one of this method, or an octet that has no place there.
  case malformed(at: Int)
  /// A `%` without two hexadecimal digits, or text that is not UTF-8 or holds NUL when decoded.
  case escapeMalformed(at: Int)
}

extension RequestTarget {
  /// The name-value pairs of the query in their order, decoded as form data are.
  public var queryItems: [FormItem] {
    guard let query else { return [] }
    // The escapes were validated with the target, so that nothing can be refused here.
    return FormURLEncoded.decode(query.utf8.span) ?? []
  }

  /// The value of the first query item called `name`.
  public func queryValue(_ name: String) -> String? {
    queryItems.first { $0.name == name }?.value
  }
}
