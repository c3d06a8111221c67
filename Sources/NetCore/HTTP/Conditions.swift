/// The fields of a request that make its answer depend on the state of what it asks for, or that
/// choose a part or a coding of it, found in one pass over the field section.
struct Conditions {
  private(set) var ifMatch: String?
  private(set) var ifNoneMatch: String?
  private(set) var ifModifiedSince: String?
  private(set) var ifUnmodifiedSince: String?
  private(set) var ifRange: String?
  private(set) var range: String?
  private(set) var acceptEncoding: String?

  /// Whether the answer is the whole of what is there, whatever its state.
  var isEmpty: Bool {
    range == nil && ifNoneMatch == nil && ifModifiedSince == nil && ifMatch == nil
      && ifUnmodifiedSince == nil
  }

  /// Lines of one name are joined by commas, as RFC 9110 §5.2 says.
  init(_ head: RequestHead) {
    head.section.forEachLine { name, value in
      // The length of a name decides nearly always, and costs nothing to compare.
      switch name.count {
      case 5 where name.equals("range"): Self.add(value, to: &range)
      case 8 where name.equals("if-match"): Self.add(value, to: &ifMatch)
      case 8 where name.equals("if-range"): Self.add(value, to: &ifRange)
      case 13 where name.equals("if-none-match"): Self.add(value, to: &ifNoneMatch)
      case 17 where name.equals("if-modified-since"): Self.add(value, to: &ifModifiedSince)
      case 19 where name.equals("if-unmodified-since"): Self.add(value, to: &ifUnmodifiedSince)
      case 15 where name.equals("accept-encoding"): Self.add(value, to: &acceptEncoding)
      default: break
      }
    }
  }

  private static func add(_ value: Span<UInt8>, to member: inout String?) {
    // What is not UTF-8 means nothing in any of these fields, and will not be understood.
    let text = value.string() ?? ""
    member = member.map { "\($0), \(text)" } ?? text
  }
}
