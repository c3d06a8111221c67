import HTTPTypes

/// What tells one state of a representation from another.
public struct Validators: Sendable, Equatable {
  /// The ETag.
  public var entityTag: EntityTag?
  /// The Last-Modified date.
  public var lastModified: HTTPDate?

  /// Either, both or none.
  public init(entityTag: EntityTag? = nil, lastModified: HTTPDate? = nil) {
    self.entityTag = entityTag
    self.lastModified = lastModified
  }
}

/// Conditional requests (RFC 9110 §13).
public enum Preconditions {
  /// What a request's conditions come to.
  public enum Verdict: Sendable, Equatable {
    /// The request is carried out as if it had no conditions.
    case proceed
    /// 304: the client has what it would get.
    case notModified
    /// 412.
    case failed
  }

  /// Evaluates the fields in the order of RFC 9110 §13.2.2.
  ///
  /// - Parameter current: validators of the selected representation; `nil` when there is none.
  public static func evaluate(_ head: RequestHead, against current: Validators?) -> Verdict {
    evaluate(Conditions(head), method: head.method, against: current)
  }

  /// The same when the conditions have been read from the fields already.
  static func evaluate(
    _ conditions: Conditions,
    method: HTTPRequest.Method,
    against current: Validators?
  ) -> Verdict {
    let isRetrieval = method == .get || method == .head
    if let value = conditions[.ifMatch] {
      guard matches(value, current, strongly: true) else { return .failed }
    } else if let since = date(conditions[.ifUnmodifiedSince]), let modified = current?.lastModified
    {
      guard modified <= since else { return .failed }
    }
    if let value = conditions[.ifNoneMatch] {
      guard matches(value, current, strongly: false) else { return .proceed }
      return isRetrieval ? .notModified : .failed
    }
    if isRetrieval, let since = date(conditions[.ifModifiedSince]),
      let modified = current?.lastModified
    {
      return modified > since ? .proceed : .notModified
    }
    return .proceed
  }

  /// Whether a Range may be answered with a part: without If-Range, or when it names this state
  /// (RFC 9110 §13.1.5).
  static func allowsRange(_ head: RequestHead, of current: Validators) -> Bool {
    allowsRange(Conditions(head), of: current)
  }

  /// The same when the conditions have been read from the fields already.
  static func allowsRange(_ conditions: Conditions, of current: Validators) -> Bool {
    guard let value = conditions[.ifRange] else { return true }
    if let tag = EntityTag(value) {
      return current.entityTag.map { tag.isStronglyEqual(to: $0) } ?? false
    }
    guard let date = HTTPDate(value) else { return false }
    return date == current.lastModified
  }

  /// `*` matches whatever exists; a malformed list matches nothing.
  private static func matches(_ value: String, _ current: Validators?, strongly: Bool) -> Bool {
    guard let current else { return false }
    if value == "*" { return true }
    guard let tag = current.entityTag, let list = EntityTag.list(value) else { return false }
    return list.contains { strongly ? $0.isStronglyEqual(to: tag) : $0.isWeaklyEqual(to: tag) }
  }

  /// The date of a field; one that cannot be read is as good as none (§13.1.3, §13.1.4).
  private static func date(_ value: String?) -> HTTPDate? {
    value.flatMap { HTTPDate($0) }
  }
}
