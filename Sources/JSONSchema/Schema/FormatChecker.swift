/// Checks strings against the formats of JSON Schema 2020-12 (validation §7.3) and OpenAPI.
package enum FormatChecker {
  /// Whether the string has the format; `nil` when the format is unknown or says nothing about text,
  /// as `password` and `binary` do.
  package static func isValid(_ string: String, format: String) -> Bool? {
    switch format {
    case "date": DateTimeFormat.isDate(string)
    case "time": DateTimeFormat.isTime(string)
    case "date-time": DateTimeFormat.isDateTime(string)
    case "duration": DateTimeFormat.isDuration(string)
    case "email": EmailFormat.isEmail(string, isInternational: false)
    case "idn-email": EmailFormat.isEmail(string, isInternational: true)
    case "hostname": HostnameFormat.isHostname(string)
    case "idn-hostname": HostnameFormat.isInternationalHostname(string)
    case "ipv4": AddressFormat.isIPv4(string)
    case "ipv6": AddressFormat.isIPv6(string)
    case "uri": URIFormat.isURI(string, isInternational: false)
    case "uri-reference": URIFormat.isReference(string, isInternational: false)
    case "iri": URIFormat.isURI(string, isInternational: true)
    case "iri-reference": URIFormat.isReference(string, isInternational: true)
    case "uri-template": URIFormat.isTemplate(string)
    case "uuid": isUUID(string)
    case "json-pointer": JSONPointer(string) != nil
    case "relative-json-pointer": isRelativeJSONPointer(string)
    case "regex": isRegex(string)
    case "byte", "base64": isBase64(string)
    default: nil
    }
  }

  /// RFC 4122 §3, of any version.
  private static func isUUID(_ string: String) -> Bool {
    let groups = string.utf8.split(
      separator: UInt8(ascii: "-"),
      omittingEmptySubsequences: false
    )
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && groups.joined().allSatisfy { ASCII.hexValue($0) != nil }
  }

  /// draft-bhutton-relative-json-pointer-00 §3.
  private static func isRelativeJSONPointer(_ string: String) -> Bool {
    let digits = string.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits == "0" || digits.first != "0" else { return false }
    let rest = string.dropFirst(digits.count)
    return rest == "#" || JSONPointer(String(rest)) != nil
  }

  private static func isRegex(_ string: String) -> Bool {
    do throws(RegexError) {
      _ = try ECMARegex(string)
      return true
    } catch {
      switch error {
      case .malformed: return false
      // Beyond the engine, which does not make it wrong.
      case .unsupported, .tooLarge: return true
      }
    }
  }

  /// RFC 4648 §4 with padding; line ends as MIME has them are let pass.
  private static func isBase64(_ string: String) -> Bool {
    let bytes = string.utf8.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let digits = bytes.prefix { $0 != UInt8(ascii: "=") }
    let padding = bytes.dropFirst(digits.count)
    return bytes.count.isMultiple(of: 4) && padding.count <= 2
      && padding.allSatisfy { $0 == UInt8(ascii: "=") }
      && digits.allSatisfy {
        ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
      }
  }
}
