/// Mail addresses (RFC 5321 §4.1.2 `Mailbox`, RFC 6531 for international ones).
enum EmailFormat {
  static func isEmail(_ string: String, isInternational: Bool) -> Bool {
    guard let at = string.unicodeScalars.lastIndex(of: "@") else { return false }
    let local = string.unicodeScalars[..<at]
    let domain = String(string.unicodeScalars[at...].dropFirst())
    return isLocalPart(local, isInternational: isInternational)
      && isDomain(domain, isInternational: isInternational)
  }

  private static func isLocalPart(
    _ local: Substring.UnicodeScalarView,
    isInternational: Bool
  ) -> Bool {
    guard !local.isEmpty, local.count <= 64 else { return false }
    if local.count >= 2, local.first == "\"", local.last == "\"" {
      return isQuoted(local.dropFirst().dropLast(), isInternational: isInternational)
    }
    return local.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy { isAtomText($0, isInternational: isInternational) }
    }
  }

  private static func isAtomText(_ scalar: Unicode.Scalar, isInternational: Bool) -> Bool {
    guard scalar.isASCII else { return isInternational }
    return ASCII.isAlphanumeric(UInt8(scalar.value))
      || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
  }

  private static func isQuoted(
    _ text: Substring.UnicodeScalarView,
    isInternational: Bool
  ) -> Bool {
    var isEscaped = false
    for scalar in text {
      guard scalar.isASCII ? (32...126).contains(scalar.value) : isInternational else {
        return false
      }
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "\"" {
        return false
      }
    }
    return !isEscaped
  }

  private static func isDomain(_ domain: String, isInternational: Bool) -> Bool {
    if domain.hasPrefix("["), domain.hasSuffix("]") {
      let literal = String(domain.dropFirst().dropLast())
      return literal.hasPrefix("IPv6:")
        ? AddressFormat.isIPv6(String(literal.dropFirst(5))) : AddressFormat.isIPv4(literal)
    }
    return isInternational
      ? HostnameFormat.isInternationalHostname(domain) : HostnameFormat.isHostname(domain)
  }
}
