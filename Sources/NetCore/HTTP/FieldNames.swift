public import HTTPTypes

extension HTTPField.Name {
  /// Host, which HTTPTypes has a pseudo field for but no name.
  public static let hostField = wellKnown("Host")

  /// A name written in the source, which cannot be malformed.
  public static func wellKnown(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else {
      preconditionFailure("not a field name: \(text)")
    }
    return name
  }
}

/// Field names that nearly every request carries, so that they cost no allocation.
enum FieldNames {
  /// The name, in its usual spelling when it is a common one.
  static func name(_ bytes: Span<UInt8>) -> HTTPField.Name? {
    common(bytes) ?? bytes.string().flatMap { HTTPField.Name($0) }
  }

  private static func common(_ bytes: Span<UInt8>) -> HTTPField.Name? {
    switch bytes.count {
    case 4: bytes.equals("host") ? .hostField : nil
    case 6:
      bytes.equals("accept")
        ? .accept : bytes.equals("cookie") ? .cookie : bytes.equals("origin") ? .origin : nil
    case 7: bytes.equals("upgrade") ? .upgrade : bytes.equals("referer") ? .referer : nil
    case 10:
      bytes.equals("user-agent") ? .userAgent : bytes.equals("connection") ? .connection : nil
    case 12: bytes.equals("content-type") ? .contentType : nil
    case 13: bytes.equals("if-none-match") ? .ifNoneMatch : nil
    case 14: bytes.equals("content-length") ? .contentLength : nil
    case 15:
      bytes.equals("accept-encoding")
        ? .acceptEncoding : bytes.equals("accept-language") ? .acceptLanguage : nil
    case 17: bytes.equals("transfer-encoding") ? .transferEncoding : nil
    default: nil
    }
  }
}
