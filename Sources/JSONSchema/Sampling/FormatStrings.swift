/// Strings for the formats of JSON Schema and OpenAPI.
enum FormatStrings {
  /// Valid ones, ordinary first; empty for a format that is not known.
  static func samples(_ format: String, using generator: inout SeededGenerator) -> [String] {
    let number = generator.number(in: 0...99)
    let day = generator.number(in: 1...28)
    let date = "2024-\(padded(generator.number(in: 1...12)))-\(padded(day))"
    let time = "\(padded(generator.number(in: 8...17))):\(padded(generator.number(in: 0...59))):00"
    switch format {
    case "email":
      let person = generator.pick(["ada.keller", "noah.berg", "mia.tanaka", "leo.martin"]) ?? "ada"
      return [
        "\(person)@example.com", "\(person)\(generator.number(in: 100...9_999))@example.com",
        "a@example.com", "a@b.co",
      ]
    case "idn-email": return ["ada.keller\(number)@example.com", "jörg@example.com"]
    case "date": return [date]
    case "date-time": return ["\(date)T\(time)Z", "\(date)T\(time)+02:00", "\(date)T\(time).250Z"]
    case "time": return ["\(time)Z", "\(time)+02:00"]
    case "duration": return ["P\(day)D", "PT\(day)M", "P1Y2M10DT2H30M"]
    case "uuid", "guid": return [uuid(using: &generator)]
    case "uri", "url": return ["https://example.com/items/\(number)", "https://example.com"]
    case "uri-reference": return ["/items/\(number)", "https://example.com/items/\(number)"]
    case "iri": return ["https://example.com/straße/\(number)", "https://example.com/items"]
    case "iri-reference": return ["/straße/\(number)", "https://example.com/items"]
    case "uri-template": return ["https://example.com/items/{id}"]
    case "hostname", "idn-hostname": return ["node\(number).example.com", "example.com", "a.co"]
    case "ipv4", "ip": return ["192.0.2.\(number)", "198.51.100.\(number)"]
    case "ipv6": return ["2001:db8::\(String(number + 1, radix: 16))", "2001:db8:0:0:0:0:0:1"]
    case "json-pointer": return ["/items/\(number)"]
    case "relative-json-pointer": return ["1/items"]
    case "regex": return ["^[a-z]+$"]
    case "byte", "base64": return ["RXhhbXBsZQ==", "U2FtcGxl", "QXNzYXk="]
    case "binary": return ["example content"]
    case "password": return ["Str0ng-Passw0rd!", "Br1ght-Harb0ur?"]
    case "phone": return ["+12025550142"]
    case "int32", "int64": return ["\(number + 1)"]
    default: return []
    }
  }

  /// A valid string of that many code points; `nil` when the format has none or none is known.
  static func sized(_ format: String, length: Int) -> String? {
    func filler(_ count: Int) -> String { String(repeating: "a", count: max(count, 0)) }
    let text: String
    switch format {
    case "email", "idn-email":
      // The local part has at most 64 octets (RFC 5321 §4.5.3.1), so the domain takes the rest;
      // a label and its dot cannot be one character alone.
      let rest = length - 12
      let local = rest == 65 ? 63 : min(64, rest)
      text =
        local > 0
        ? filler(local) + "@" + labels(rest - local) + "example.com" : filler(length - 5) + "@b.co"
    case "hostname", "idn-hostname":
      text = length > 12 ? labels(length - 11) + "example.com" : filler(length)
    case "uri", "url", "iri", "uri-reference", "iri-reference", "uri-template":
      text = "https://example.com/" + filler(length - 20)
    case "date-time":
      text = length == 20 ? "2024-05-17T09:30:00Z" : "2024-05-17T09:30:00.\(zeros(length - 21))Z"
    case "json-pointer": text = length == 0 ? "" : "/" + filler(length - 1)
    case "regex", "password", "binary": text = filler(length)
    case "byte", "base64":
      guard length.isMultiple(of: 4) else { return nil }
      text = String(repeating: "QUJD", count: length / 4)
    default: return nil
    }
    return text.unicodeScalars.count == length ? text : nil
  }

  /// Invalid ones that look nearly right, then one that is nothing like it.
  static func nearMisses(_ format: String, base: String) -> [String] {
    let near: [String]
    switch format {
    case "email", "idn-email": near = ["ada.keller.example.com", "ada@", "@example.com", "a@@b.co"]
    case "date": near = ["2024-02-30", "2024-13-01", "17.05.2024", "2024-5-17"]
    case "date-time":
      near = ["2024-02-30T09:30:00Z", "2024-05-17T25:30:00Z", "2024-05-17T09:30:00", "2024-05-17"]
    case "time": near = ["25:30:00Z", "09:61:00Z", "9:30"]
    case "duration": near = ["P", "1D", "P1S"]
    case "uuid", "guid":
      near = [
        String(base.dropLast()) + "z", "3f2b8c1e-5d4a-4b6f-9e7d-1a2b3c4d5e6",
        String(base.dropLast()),
      ]
    case "uri", "url", "iri":
      near = ["http//example.com/items", "://example.com", "example com", "https://exa mple.com"]
    case "uri-reference", "iri-reference":
      near = ["\\\\server\\share", "https://exa mple.com", "/items\\1"]
    case "uri-template": near = ["https://example.com/{id", "/items/{"]
    case "hostname", "idn-hostname":
      near = ["-node.example.com", "node..example.com", "exa_mple!.com"]
    case "ipv4", "ip": near = ["256.0.2.1", "192.0.2", "192.0.2.1.5"]
    case "ipv6": near = ["2001:db8:::1", "2001:db8::g", "12345::"]
    case "json-pointer": near = ["items/1", "/items/~2"]
    case "relative-json-pointer": near = ["/items", "-1/items"]
    case "regex": near = ["^[a-z+$", "(unclosed", "*"]
    default: near = ["not a \(format)"]
    }
    return near + ["not a valid \(format)", "!"]
  }

  /// Labels of at most 50 characters, each with its dot, of that length together.
  private static func labels(_ length: Int) -> String {
    var text = ""
    var rest = length
    while rest >= 2 {
      // Never one character alone at the end: a label and its dot take two.
      let size = rest - 51 == 1 ? 49 : min(rest - 1, 50)
      text += String(repeating: "a", count: size) + "."
      rest -= size + 1
    }
    return text
  }

  private static func zeros(_ count: Int) -> String {
    String(repeating: "0", count: max(count, 1))
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// Version 4, variant 1 (RFC 9562 §5.4).
  private static func uuid(using generator: inout SeededGenerator) -> String {
    var digits = (0..<32).map { _ in generator.below(16) }
    digits[12] = 4
    digits[16] = 8 + digits[16] % 4
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text += String(digit, radix: 16)
    }
    return text
  }
}
