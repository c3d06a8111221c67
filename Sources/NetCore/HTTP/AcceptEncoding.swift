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
    for element in FieldList.elements(value) {
      let parts = FieldList.split(element, at: ASCII.semicolon)
      guard let coding = parts.first?.lowercased(), parts.count <= 2,
        let quality = quality(of: parts.dropFirst().first)
      else { continue }
      switch coding {
      case "gzip", "x-gzip": gzip = max(gzip ?? 0, quality)
      case "identity": identity = quality
      case "*": others = quality
      default: break
      }
    }
    let wanted = gzip ?? others ?? 0
    return wanted > 0 && wanted >= identity ?? 0
  }

  /// The weight of `q=…` in thousandths; `nil` when it is malformed.
  private static func quality(of parameter: String?) -> Int? {
    guard let parameter else { return 1000 }
    let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard pair.count == 2, pair[0].lowercased() == "q" else { return nil }
    return Weight.thousandths(pair[1])
  }
}

/// The weight of an alternative (RFC 9110 §12.4.2).
enum Weight {
  /// Reads `0`, `1`, or up to three digits behind the point; `nil` when it is malformed.
  static func thousandths(_ text: some StringProtocol) -> Int? {
    let digits = Array(text.utf8)
    guard let first = digits.first, first == 0x30 || first == 0x31, digits.count <= 5 else {
      return nil
    }
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
