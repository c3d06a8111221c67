/// One name-value pair of a query or a form.
public struct FormItem: Sendable, Hashable {
  /// Decoded.
  public let name: String
  /// Decoded.
  public let value: String

  /// A pair of decoded texts.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// `application/x-www-form-urlencoded` (WHATWG URL §5.1), with broken escapes refused. What is not
/// UTF-8 becomes U+FFFD, as the standard says.
public enum FormURLEncoded {
  /// The pairs in their order; a name without `=` has the empty value, empty pairs are skipped.
  ///
  /// - Returns: `nil` when an escape is broken.
  public static func decode(_ bytes: Span<UInt8>) -> [FormItem]? {
    var items: [FormItem] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 0x26, from: start) ?? bytes.count
      if end > start {
        guard let item = decodeItem(bytes.extracting(start..<end)) else { return nil }
        items.append(item)
      }
      start = end + 1
    }
    return items
  }

  private static func decodeItem(_ bytes: Span<UInt8>) -> FormItem? {
    let nameEnd = bytes.firstIndex(of: ASCII.equals) ?? bytes.count
    let valueStart = min(nameEnd + 1, bytes.count)
    guard
      let name = PercentDecoding.decode(bytes.extracting(0..<nameEnd), plusIsSpace: true),
      let value = PercentDecoding.decode(
        bytes.extracting(valueStart..<bytes.count),
        plusIsSpace: true
      )
    else { return nil }
    return FormItem(
      name: String(decoding: name, as: UTF8.self),
      value: String(decoding: value, as: UTF8.self)
    )
  }
}
