/// The fields of a request that make its answer depend on the state of what it asks for, or that
/// choose a part or a coding of it, found in one pass over the field section.
struct Conditions {
  /// Which field.
  enum Name {
    case ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifRange, range, acceptEncoding
  }

  /// Few requests have any, so that an array without storage costs the least.
  private var values: [(name: Name, value: String)] = []
  /// Whether the answer is the whole of what is there, whatever its state.
  private(set) var isEmpty = true

  init(_ head: RequestHead) {
    head.section.forEachLine { name, value in
      guard let name = Self.name(name) else { return }
      // What is not UTF-8 means nothing in any of these fields, and will not be understood.
      values.append((name, value.string() ?? ""))
      if name != .acceptEncoding { isEmpty = false }
    }
  }

  /// The value of a field; lines of one name are joined by commas, as RFC 9110 §5.2 says.
  subscript(_ name: Name) -> String? {
    var joined: String?
    for entry in values where entry.name == name {
      joined = joined.map { "\($0), \(entry.value)" } ?? entry.value
    }
    return joined
  }

  /// The length of a name decides nearly always, and costs nothing to compare.
  private static func name(_ name: Span<UInt8>) -> Name? {
    switch name.count {
    case 5: name.equals("range") ? .range : nil
    case 8: name.equals("if-match") ? .ifMatch : name.equals("if-range") ? .ifRange : nil
    case 13: name.equals("if-none-match") ? .ifNoneMatch : nil
    case 15: name.equals("accept-encoding") ? .acceptEncoding : nil
    case 17: name.equals("if-modified-since") ? .ifModifiedSince : nil
    case 19: name.equals("if-unmodified-since") ? .ifUnmodifiedSince : nil
    default: nil
    }
  }
}
