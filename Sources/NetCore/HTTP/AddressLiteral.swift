/// What stands between the brackets of a host: an IPv6 address, or one of a kind that is still to
/// be defined (RFC 3986 §3.2.2). Zones (RFC 6874) mean nothing to a server and are refused.
enum AddressLiteral {
  /// Whether `bytes` is an address that may stand in brackets.
  static func isValid(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 0 else { return false }
    return ASCII.lowercased(bytes[0]) == 0x76 ? isFutureAddress(bytes) : isIPv6Address(bytes)
  }

  /// Eight groups of hexadecimal digits, of which `::` once stands for one or more of zeros, and
  /// the last two may be an IPv4 address.
  private static func isIPv6Address(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    var groupCount = 0
    var isShortened = false
    while index < bytes.count {
      if bytes[index] == ASCII.colon, index + 1 < bytes.count, bytes[index + 1] == ASCII.colon {
        guard !isShortened else { return false }
        isShortened = true
        index += 2
        continue
      }
      if index > 0, bytes[index - 1] != ASCII.colon {
        guard bytes[index] == ASCII.colon else { return false }
        index += 1
      }
      let end = groupEnd(in: bytes, from: index)
      if end < bytes.count, bytes[end] == ASCII.period {
        guard isIPv4Address(bytes.extracting(index..<bytes.count)) else { return false }
        groupCount += 2
        break
      }
      guard end > index, end - index <= 4 else { return false }
      groupCount += 1
      index = end
    }
    return isShortened ? groupCount <= 7 : groupCount == 8
  }

  private static func groupEnd(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, ASCII.hexadecimalValue(bytes[end]) != nil { end += 1 }
    return end
  }

  /// Four decimal numbers up to 255, without leading zeros.
  private static func isIPv4Address(_ bytes: Span<UInt8>) -> Bool {
    var numberCount = 0
    var start = 0
    while start <= bytes.count {
      let end = bytes.firstIndex(of: ASCII.period, from: start) ?? bytes.count
      guard (1...3).contains(end - start) else { return false }
      guard end - start == 1 || bytes[start] != 0x30 else { return false }
      var number = 0
      for index in start..<end {
        guard let digit = ASCII.digitValue(bytes[index]) else { return false }
        number = number * 10 + Int(digit)
      }
      guard number <= 255 else { return false }
      numberCount += 1
      start = end + 1
    }
    return numberCount == 4
  }

  /// `v`, a version in hexadecimal digits, a point, and an address.
  private static func isFutureAddress(_ bytes: Span<UInt8>) -> Bool {
    let versionEnd = groupEnd(in: bytes, from: 1)
    guard versionEnd > 1, versionEnd + 1 < bytes.count, bytes[versionEnd] == ASCII.period else {
      return false
    }
    return bytes.firstIndex(from: versionEnd + 1, notIn: .addressLiteral) == bytes.count
  }
}
