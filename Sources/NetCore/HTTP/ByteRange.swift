import HTTPTypes

/// Which bytes of a representation a request wants (RFC 9110 §14).
public enum RangeSelection: Sendable, Equatable {
  /// Everything: there is no usable Range, or it asks for more pieces than anybody needs.
  case whole
  /// 206: these bytes.
  case part(Range<Int>)
  /// 206: at least two pieces that share no byte, in the order in which they were asked for.
  case parts([Range<Int>])
  /// 416: nothing of what is wanted exists.
  case unsatisfiable

  /// Ranges of one field that are looked at; more mean the whole.
  static let rangesMax = 16

  /// Reads the Range field of a GET for a representation of `byteCount` bytes.
  ///
  /// A field with another unit or a malformed one is ignored. Ranges that overlap become one, so
  /// that no byte is ever sent twice.
  public static func select(
    for head: RequestHead,
    byteCount: Int,
    validators: Validators = Validators()
  ) -> RangeSelection {
    guard head.method == .get, let value = head.value(of: .range),
      Preconditions.allowsRange(head, of: validators)
    else { return .whole }
    return select(value, byteCount: byteCount)
  }

  /// Reads the value of a Range field whose conditions hold.
  static func select(_ value: String, byteCount: Int) -> RangeSelection {
    let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else { return .whole }
    let elements = FieldList.elements(String(parts[1]))
    guard !elements.isEmpty, elements.count <= rangesMax else { return .whole }
    var wanted: [Range<Int>] = []
    for element in elements {
      guard let range = range(element, byteCount: byteCount) else { return .whole }
      if let range { insert(range, into: &wanted) }
    }
    switch wanted.count {
    case 0: return .unsatisfiable
    // The end of nothing is nothing, which Content-Range cannot say.
    case 1: return wanted[0].isEmpty ? .whole : .part(wanted[0])
    default: return .parts(wanted)
    }
  }

  /// Adds a range in the place of the first one that it overlaps, or at the end.
  private static func insert(_ range: Range<Int>, into ranges: inout [Range<Int>]) {
    var merged = range
    var place: Int?
    while let index = ranges.firstIndex(where: { $0.overlaps(merged) }) {
      let other = ranges.remove(at: index)
      merged =
        min(merged.lowerBound, other.lowerBound)..<max(merged.upperBound, other.upperBound)
      place = min(place ?? index, index)
    }
    ranges.insert(merged, at: place ?? ranges.count)
  }

  /// The bytes of one range; `.some(nil)` when it is unsatisfiable, `nil` when it is malformed.
  private static func range(_ text: String, byteCount: Int) -> Range<Int>?? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    if ends[0].isEmpty {
      guard let suffix = number(ends[1]) else { return nil }
      return .some(suffix == 0 ? nil : max(0, byteCount - suffix)..<byteCount)
    }
    guard let first = number(ends[0]) else { return nil }
    let last = ends[1].isEmpty ? Int.max : number(ends[1])
    guard let last, last >= first else { return nil }
    return .some(first < byteCount ? first..<(min(last, byteCount - 1) + 1) : nil)
  }

  /// Digits; a number too large for us is larger than any file.
  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ ASCII.digitValue($0) != nil }) else {
      return nil
    }
    return Int(digits) ?? .max
  }
}
