/// Percent-decoding (RFC 3986 §2.1), once and strictly.
enum PercentDecoding {
  /// The octets that `bytes` stands for.
  ///
  /// - Parameter plusIsSpace: as in `application/x-www-form-urlencoded`.
  /// - Returns: `nil` when a `%` is not followed by two hexadecimal digits.
  static func decode(_ bytes: Span<UInt8>, plusIsSpace: Bool = false) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == ASCII.percent {
        guard index + 1 < bytes.count, let high = ASCII.hexadecimalValue(bytes[index]),
          let low = ASCII.hexadecimalValue(bytes[index + 1])
        else { return nil }
        decoded.append(high << 4 | low)
        index += 2
      } else {
        decoded.append(plusIsSpace && byte == ASCII.plus ? ASCII.space : byte)
      }
    }
    return decoded
  }

  /// Whether every `%` is followed by two hexadecimal digits.
  static func isValid(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while let percent = bytes.firstIndex(of: ASCII.percent, from: index) {
      guard percent + 2 < bytes.count, ASCII.hexadecimalValue(bytes[percent + 1]) != nil,
        ASCII.hexadecimalValue(bytes[percent + 2]) != nil
      else { return false }
      index = percent + 3
    }
    return true
  }

  /// The text that `bytes` stands for; `nil` when an escape is broken or the result is not UTF-8.
  static func decodeText(_ bytes: Span<UInt8>) -> String? {
    decode(bytes).flatMap { $0.span.string() }
  }
}
