import JSONSchema

/// A YAML scalar and the value that it stands for by the core schema of YAML 1.2 (§10.3.2).
///
/// `NO`, `on` and `yes` are strings, and so are dates: these were types of YAML 1.1 only.
struct YAMLScalar {
  var text: String
  /// Written without quotes and not as a block.
  var isPlain: Bool
  /// The tag as written, its handle resolved: `tag:yaml.org,2002:str`.
  var tag: String?

  /// The JSON value. What JSON cannot say, such as `.inf`, stays a string.
  var value: JSONValue {
    switch tag {
    case nil: isPlain ? resolved : .string(text)
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      resolved
    case .some(let tag) where tag.hasPrefix("tag:yaml.org,2002:") || tag == "!": .string(text)
    case .some: isPlain ? resolved : .string(text)
    }
  }

  private var resolved: JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: number.map(JSONValue.number) ?? .string(text)
    }
  }

  /// The number that the text is, kept to the digit.
  private var number: JSONNumber? {
    guard let first = text.utf8.first, first < UInt8(ascii: ":") else { return nil }
    if text.hasPrefix("0x") || text.hasPrefix("0o") {
      let digits = text.dropFirst(2)
      guard digits.utf8.first.map({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }) == true
      else { return nil }
      return Int(digits, radix: text.hasPrefix("0x") ? 16 : 8).map { JSONNumber($0) }
    }
    return decimalLiteral.flatMap { JSONNumber($0) }
  }

  /// The text in JSON's grammar when it is in YAML's: `+1`, `007`, `.5` and `1.` are numbers there.
  private var decimalLiteral: String? {
    var rest = Substring(text).utf8
    var literal = ""
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
      literal = sign == UInt8(ascii: "-") ? "-" : ""
    }
    let whole = YAMLScalar.takeDigits(from: &rest)
    var fraction = ""
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = YAMLScalar.takeDigits(from: &rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    let significant = whole.drop { $0 == "0" }
    literal += significant.isEmpty ? "0" : significant
    literal += fraction.isEmpty ? "" : "." + fraction
    guard let mark = rest.first else { return literal }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
    rest.removeFirst()
    literal += "e"
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
      literal += sign == UInt8(ascii: "-") ? "-" : "+"
    }
    let exponent = YAMLScalar.takeDigits(from: &rest)
    return exponent.isEmpty || !rest.isEmpty ? nil : literal + exponent
  }

  private static func takeDigits(from rest: inout Substring.UTF8View) -> String {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest[digits.endIndex...]
    return String(Substring(digits))
  }
}
