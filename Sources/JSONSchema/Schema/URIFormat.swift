/// URIs, IRIs and URI templates (RFC 3986 appendix A, RFC 3987 §2.2, RFC 6570 §2).
enum URIFormat {
  static func isURI(_ string: String, isInternational: Bool) -> Bool {
    URIReference(string).scheme != nil && isReference(string, isInternational: isInternational)
  }

  static func isReference(_ string: String, isInternational: Bool) -> Bool {
    let reference = URIReference(string)
    if let scheme = reference.scheme, !isScheme(scheme) { return false }
    if let authority = reference.authority {
      guard isAuthority(authority, isInternational) else { return false }
      guard reference.path.isEmpty || reference.path.hasPrefix("/") else { return false }
    } else if reference.path.hasPrefix("//") {
      return false
    }
    return consists(reference.path, of: ":@/", isInternational)
      && consists(reference.query ?? "", of: ":@/?", isInternational)
      && consists(reference.fragment ?? "", of: ":@/?", isInternational)
  }

  private static func isScheme(_ scheme: String) -> Bool {
    let bytes = scheme.utf8
    return bytes.first.map(ASCII.isLetter) == true
      && bytes.allSatisfy { ASCII.isAlphanumeric($0) || "+-.".utf8.contains($0) }
  }

  private static func isAuthority(_ authority: String, _ isInternational: Bool) -> Bool {
    var host = authority[...]
    if let at = host.lastIndex(of: "@") {
      guard consists(String(host[..<at]), of: ":", isInternational) else { return false }
      host = host[host.index(after: at)...]
    }
    if host.hasPrefix("[") {
      guard let end = host.firstIndex(of: "]") else { return false }
      let literal = String(host[host.index(after: host.startIndex)..<end])
      let port = host[host.index(after: end)...]
      return (AddressFormat.isIPv6(literal) || isFutureAddress(literal))
        && (port.isEmpty || port.hasPrefix(":") && isPort(port.dropFirst()))
    }
    if let colon = host.lastIndex(of: ":") {
      guard isPort(host[host.index(after: colon)...]) else { return false }
      host = host[..<colon]
    }
    return consists(String(host), of: "", isInternational)
  }

  private static func isPort(_ port: Substring) -> Bool {
    port.utf8.allSatisfy(ASCII.isDigit)
  }

  private static func isFutureAddress(_ literal: String) -> Bool {
    let parts = literal.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased().hasPrefix("v"), parts[0].count > 1 else {
      return false
    }
    return parts[0].dropFirst().utf8.allSatisfy { ASCII.hexValue($0) != nil }
      && consists(String(parts[1]), of: ":", false)
  }

  /// Whether a part holds only unreserved characters, sub-delimiters, percent-encoded bytes and these.
  private static func consists(
    _ part: String,
    of others: String,
    _ isInternational: Bool
  ) -> Bool {
    var scalars = part.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar.isASCII else {
        guard isInternational, scalar.value >= 0xA0 else { return false }
        continue
      }
      if scalar == "%" {
        for _ in 0..<2 {
          guard let digit = scalars.next(), digit.isASCII,
            ASCII.hexValue(UInt8(digit.value)) != nil
          else { return false }
        }
      } else if !ASCII.isAlphanumeric(UInt8(scalar.value)),
        !"-._~!$&'()*+,;=".unicodeScalars.contains(scalar),
        !others.unicodeScalars.contains(scalar)
      {
        return false
      }
    }
    return true
  }

  // MARK: Templates

  static func isTemplate(_ string: String) -> Bool {
    var rest = string[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", isLiteral(rest[..<open]),
        let close = rest[open...].firstIndex(of: "}"),
        isExpression(rest[rest.index(after: open)..<close])
      else { return false }
      rest = rest[rest.index(after: close)...]
    }
    return isLiteral(rest)
  }

  private static func isLiteral(_ text: Substring) -> Bool {
    !text.unicodeScalars.contains { scalar in
      scalar.value <= 0x20 || scalar.value == 0x7F || "\"'<>\\^`{|}".unicodeScalars.contains(scalar)
    }
  }

  /// An optional operator and variables with their modifiers.
  private static func isExpression(_ text: Substring) -> Bool {
    var text = text
    if let first = text.first, "+#./;?&=,!@|".contains(first) { text.removeFirst() }
    return text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  private static func isVariable(_ text: Substring) -> Bool {
    var name = text
    if name.hasSuffix("*") {
      name.removeLast()
    } else if let colon = name.firstIndex(of: ":") {
      let length = name[name.index(after: colon)...]
      guard (1...4).contains(length.utf8.count), length.utf8.allSatisfy(ASCII.isDigit),
        length.first != "0"
      else { return false }
      name = name[..<colon]
    }
    return !name.isEmpty && !name.hasPrefix(".") && !name.hasSuffix(".")
      && name.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "_.%".utf8.contains($0) }
  }
}
