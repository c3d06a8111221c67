/// Content negotiation by content coding (RFC 9110 §12.5.3).
enum AcceptEncoding {
  /// Whether a client that sent `value` is better served with gzip than without a coding.
  ///
  /// Without the field, or when it is refused and so is everything else, the content is sent as it
  /// lies. Elements that are malformed are left out.
  static func prefersGzip(_ value: String?) -> Bool {
    guard let value else { return false }
    var gzip: Int?
    var identity: Int?
    var others: Int?
    FieldList.forEachElement(in: value.utf8.span) { element in
      let nameEnd = element.firstIndex(notIn: .token)
      let name = element.extracting(0..<nameEnd)
      guard let quality = quality(element, from: nameEnd) else { return }
      if name.equals("gzip") || name.equals("x-gzip") {
        gzip = max(gzip ?? 0, quality)
      } else if name.equals("identity") {
        identity = quality
      } else if name.equals("*") {
        others = quality
      }
    }
    let wanted = gzip ?? others ?? 0
    return wanted > 0 && wanted >= identity ?? 0
  }

  /// The weight in thousandths of an element whose coding ends at `offset`; `nil` when something
  /// else than `q=…` follows.
  private static func quality(_ element: Span<UInt8>, from offset: Int) -> Int? {
    guard offset < element.count else { return 1000 }
    let rest = element.trimmingOptionalWhitespace(offset..<element.count)
    guard element[rest.lowerBound] == ASCII.semicolon else { return nil }
    let parameter = element.trimmingOptionalWhitespace((rest.lowerBound + 1)..<rest.upperBound)
    // A semicolon with nothing behind it says nothing.
    guard !parameter.isEmpty else { return 1000 }
    let weight = element.extracting(parameter)
    guard weight.count > 2, weight.extracting(0..<2).equals("q=") else { return nil }
    return Weight.thousandths(weight.extracting(2...))
  }
}

/// The weight of an alternative (RFC 9110 §12.4.2).
enum Weight {
  /// Reads `0`, `1`, or up to three digits behind the point; `nil` when it is malformed.
  static func thousandths(_ digits: Span<UInt8>) -> Int? {
    guard !digits.isEmpty else { return nil }
    let first = digits[0]
    guard first == 0x30 || first == 0x31, digits.count <= 5 else { return nil }
    guard digits.count > 1 else { return first == 0x31 ? 1000 : 0 }
    guard digits[1] == ASCII.period else { return nil }
    var thousandths = 0
    for index in 2..<5 {
      guard index < digits.count else {
        thousandths *= 10
        continue
      }
      guard let digit = ASCII.digitValue(digits[index]) else { return nil }
      thousandths = thousandths * 10 + Int(digit)
    }
    guard first == 0x31 else { return thousandths }
    return thousandths == 0 ? 1000 : nil
  }
}
