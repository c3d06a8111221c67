public import HTTPTypes

/// What a request asks for (RFC 9112 §3.2), validated once and taken apart when it is looked at.
public struct RequestTarget: Sendable {
  /// How the target was written.
  public enum Form: Sendable, Hashable { case origin, absolute, authority, asterisk }

  private let parts: TargetParts
  /// Bytes that hold the target, and where it begins in them.
  private let bytes: [UInt8]
  private let offset: Int

  /// Reads the target of a request with `method`, since the form depends on it.
  ///
  /// - Throws: ``RequestTargetError`` with the offset in `bytes`.
  public init(_ bytes: Span<UInt8>, method: HTTPRequest.Method) throws(RequestTargetError) {
    self.init(try TargetParts(bytes, method: MethodPlace(method)), in: bytes.bytes(), at: 0)
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

  /// A target that was found valid and begins at `offset` in `bytes`.
  init(_ parts: TargetParts, in bytes: [UInt8], at offset: Int) {
    self.parts = parts
    self.bytes = bytes
    self.offset = offset
  }

  /// Which of the four forms it has.
  public var form: Form { parts.form }

  /// `host[:port]` of an absolute-form or authority-form target.
  public var authority: String? { parts.authority.map { text($0) } }

  /// The path as received, with its escapes; empty in authority-form and asterisk-form.
  public var path: String {
    // An absolute-form target may have no path, which means `/` (RFC 9110 §4.2.3).
    parts.path.isEmpty && form == .absolute ? "/" : text(parts.path)
  }

  /// Whether the path, as received, begins with ASCII text; costs less than making ``path``.
  public func pathHasPrefix(_ prefix: StaticString) -> Bool {
    bytes.span.extracting(place(parts.path)).hasPrefix(prefix)
  }

  /// The path with its escapes decoded once. It holds no NUL; it may hold `..` and `//`.
  public var percentDecodedPath: String {
    guard parts.pathHasEscapes else { return path }
    // The escapes were validated with the target, so that nothing can be refused here.
    return PercentDecoding.decodeText(bytes.span.extracting(place(parts.path))) ?? path
  }

  /// What follows the first `?`, as received; `nil` without one.
  public var query: String? { parts.query.map { text($0) } }

  private func place(_ range: Range<Int>) -> Range<Int> {
    (offset + range.lowerBound)..<(offset + range.upperBound)
  }

  private func text(_ range: Range<Int>) -> String {
    bytes.span.extracting(place(range)).asciiString()
  }
}

extension RequestTarget: Hashable {
  /// Targets are equal when all that they tell is.
  public static func == (left: RequestTarget, right: RequestTarget) -> Bool {
    left.form == right.form && left.authority == right.authority && left.path == right.path
      && left.query == right.query
  }

  /// Hashes what tells targets apart most of the time.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(query)
  }
}

/// Why a request target was refused, with the offset in the target.
public enum RequestTargetError: Error, Sendable, Equatable {
  /// None of the four forms, not the one of this method, or an octet that has no place there.
  case malformed(at: Int)
  /// A `%` without two hexadecimal digits, or a path that is not UTF-8 or holds NUL when decoded.
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
