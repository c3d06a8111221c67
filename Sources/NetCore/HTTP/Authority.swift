/// host [ ":" port ], as it stands in a Host field or a target (RFC 9112 §3.2, RFC 3986 §3.2).
enum Authority {
  /// Whether `bytes` is a host with an optional port. User information is never accepted: it has
  /// no place in an http authority that arrives at a server (RFC 9110 §4.2.4).
  static func isValid(_ bytes: Span<UInt8>, requiresPort: Bool = false) -> Bool {
    let hostEnd: Int
    if bytes.count > 0, bytes[0] == 0x5B {
      guard let close = bytes.firstIndex(of: 0x5D),
        AddressLiteral.isValid(bytes.extracting(1..<close))
      else { return false }
      hostEnd = close + 1
    } else {
      hostEnd = bytes.firstIndex(notIn: .registeredName)
      guard PercentDecoding.isValid(bytes.extracting(0..<hostEnd)) else { return false }
    }
    if hostEnd == bytes.count { return !requiresPort }
    guard bytes[hostEnd] == ASCII.colon, !(hostEnd == 0) else { return false }
    return isValidPort(bytes.extracting((hostEnd + 1)..<bytes.count), mayBeEmpty: !requiresPort)
  }

  private static func isValidPort(_ digits: Span<UInt8>, mayBeEmpty: Bool) -> Bool {
    guard digits.count <= 5, mayBeEmpty || digits.count > 0 else { return false }
    var port = 0
    for index in 0..<digits.count {
      guard let digit = ASCII.digitValue(digits[index]) else { return false }
      port = port * 10 + Int(digit)
    }
    return port <= 65_535
  }
}
