/// Internet addresses (RFC 2673 §3.2, RFC 4291 §2.2).
enum AddressFormat {
  static func isIPv4(_ string: String) -> Bool {
    let parts = string.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy(ASCII.isDigit)
          && (part.count == 1 || part.first != UInt8(ascii: "0"))
          && part.reduce(0) { $0 * 10 + Int($1 & 15) } <= 255
      }
  }

  static func isIPv6(_ string: String) -> Bool {
    guard string.utf8.count <= 45 else { return false }
    var groups = string.split(separator: ":", omittingEmptySubsequences: false)[...]
    var count = 0
    if let last = groups.last, last.contains(".") {
      guard isIPv4(String(last)), groups.count > 1 else { return false }
      groups.removeLast()
      count = 2
    }
    // `::` at an end leaves an empty group beyond the one it stands for.
    if string.hasPrefix(":") {
      guard string.hasPrefix("::") else { return false }
      groups = groups.dropFirst()
    }
    if string.hasSuffix(":") {
      guard string.hasSuffix("::") else { return false }
      groups = groups.dropLast()
    }
    var gaps = 0
    for group in groups {
      if group.isEmpty {
        gaps += 1
      } else {
        guard group.utf8.count <= 4, group.utf8.allSatisfy({ ASCII.hexValue($0) != nil }) else {
          return false
        }
        count += 1
      }
    }
    return gaps == 0 && count == 8 || gaps == 1 && count <= 7
  }
}
