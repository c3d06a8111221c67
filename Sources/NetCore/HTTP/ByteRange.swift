import HTTPTypes

/// Which bytes of a representation a request wants (RFC 9110 §14).
public enum RangeSelection: Sendable, Equatable {
  /// Everything: there is no usable Range, or it names several parts.
  case whole
  /// 206: these bytes.
  case part(Range<Int>)
  /// 416: nothing of what is wanted exists.
  case unsatisfiable

  /// Ranges of one field that are looked at; more mean the whole.
  static let rangesMax = 16

  /// Reads the Range field of a GET for a representation of `byteCount` bytes.
  ///
  /// A field with another unit or a malformed one is ignored. Of several ranges only one that is
  /// satisfiable alone is honoured; otherwise the whole is a legal and cheaper answer.
  public static func select(
    for head: RequestHead,
    byteCount: Int,
    validators: Validators = Validators()
  ) -> RangeSelection {
    guard head.method == .get, let value = head.value(of: .range),
      Preconditions.allowsRange(head, of: validators)
    else { return .whole }
    let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bytes" else { return .whole }
    let elements = FieldList.elements(String(parts[1]))
    guard !elements.isEmpty, elements.count <= rangesMax else { return .whole }
    var satisfiable: [Range<Int>] = []
    for element in elements {
      guard let range = range(element, byteCount: byteCount) else { return .whole }
      if !range.isEmpty { satisfiable.append(range) }
    }
    guard let first = satisfiable.first else { return .unsatisfiable }
    return satisfiable.count == 1 ? .part(first) : .whole
  }

  /// The bytes of one range, none when it is unsatisfiable; `nil` when it is malformed.
  private static func range(_ text: String, byteCount: Int) -> Range<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    if ends[0].isEmpty {
      guard let suffix = number(ends[1]) else { return nil }
      return max(0, byteCount - suffix)..<byteCount
    }
    guard let first = number(ends[0]) else { return nil }
    let last = ends[1].isEmpty ? Int.max : number(ends[1])
    guard let last, last >= first else { return nil }
    guard first < byteCount else { return 0..<0 }
    return first..<(min(last, byteCount - 1) + 1)
  }

  /// Digits; a number too large for us is larger than any file.
  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ ASCII.digitValue($0) != nil }) else {
      return nil
    }
    return Int(digits) ?? .max
  }
}
