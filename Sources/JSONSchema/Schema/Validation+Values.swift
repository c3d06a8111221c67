/// Keywords about a value as a whole, about numbers and about strings (2020-12 validation §6.1–6.3, §7).
extension Validation {
  mutating func checkValue(_ instance: JSONValue, _ node: ValidatorNode) -> Bool {
    var isValid = true
    if let types = node.schema.types, types.isDisjoint(with: instance.types) {
      isValid = fail(
        node,
        "type",
        "must be \(types.phrase), but is \(instance.kindAndExcerpt)"
      )
    }
    if let values = node.schema.enumeration, !values.contains(instance) {
      isValid = fail(
        node,
        "enum",
        "must be \(Self.alternatives(values)), but is \(instance.excerpt)"
      )
    }
    if let const = node.schema.const, const != instance {
      isValid = fail(node, "const", "must be \(const.excerpt), but is \(instance.excerpt)")
    }
    return isValid
  }

  mutating func checkNumber(_ number: JSONNumber, _ node: ValidatorNode) -> Bool {
    let schema = node.schema
    var isValid = true
    if let minimum = schema.minimum, number < minimum {
      isValid = fail(node, "minimum", "must be at least \(minimum), but is \(number)")
    }
    if let limit = schema.exclusiveMinimum, number <= limit {
      isValid = fail(node, "exclusiveMinimum", "must be greater than \(limit), but is \(number)")
    }
    if let maximum = schema.maximum, number > maximum {
      isValid = fail(node, "maximum", "must be at most \(maximum), but is \(number)")
    }
    if let limit = schema.exclusiveMaximum, number >= limit {
      isValid = fail(node, "exclusiveMaximum", "must be less than \(limit), but is \(number)")
    }
    if let divisor = schema.multipleOf, !number.isMultiple(of: divisor) {
      isValid = fail(node, "multipleOf", "must be a multiple of \(divisor), but is \(number)")
    }
    if validator.assertsFormats, let format = schema.format,
      let range = IntegerFormat.range(of: format), number < range.lower || number > range.upper
    {
      isValid = fail(
        node,
        "format",
        "must be between \(range.lower) and \(range.upper) as \(format), but is \(number)"
      )
    }
    return isValid
  }

  mutating func checkString(_ string: String, _ node: ValidatorNode) -> Bool {
    let schema = node.schema
    var isValid = true
    if schema.minLength != nil || schema.maxLength != nil {
      let length = string.unicodeScalars.count
      if let minimum = schema.minLength, length < minimum {
        isValid = fail(
          node,
          "minLength",
          "must have at least \(Self.counted(minimum, "character")), but has \(length)"
        )
      }
      if let maximum = schema.maxLength, length > maximum {
        isValid = fail(
          node,
          "maxLength",
          "must have at most \(Self.counted(maximum, "character")), but has \(length)"
        )
      }
    }
    if let regex = node.pattern, !regex.matches(string) {
      isValid = fail(
        node,
        "pattern",
        "must match the pattern \(regex.pattern), but is \(JSONValue.string(string).excerpt)"
      )
    }
    if validator.assertsFormats, let format = schema.format,
      FormatChecker.isValid(string, format: format) == false
    {
      isValid = fail(
        node,
        "format",
        "must be a valid \(format), but is \(JSONValue.string(string).excerpt)"
      )
    }
    return isValid
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func alternatives(_ values: [JSONValue]) -> String {
    let shown = values.prefix(8).map(\.excerpt)
    let rest = values.count - shown.count
    guard values.count > 1 else { return shown.joined() }
    return "one of " + shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) others" : "")
  }
}

/// Formats that bound an integer (OpenAPI's format registry).
enum IntegerFormat {
  static func range(of format: String) -> (lower: JSONNumber, upper: JSONNumber)? {
    switch format {
    case "int8": range(Int8.self)
    case "int16": range(Int16.self)
    case "int32": range(Int32.self)
    case "int64": range(Int64.self)
    case "uint8": range(UInt8.self)
    case "uint16": range(UInt16.self)
    case "uint32": range(UInt32.self)
    case "uint64": range(UInt64.self)
    default: nil
    }
  }

  private static func range<T: FixedWidthInteger>(
    _ type: T.Type
  ) -> (lower: JSONNumber, upper: JSONNumber) {
    (JSONNumber(validLiteral: String(T.min)), JSONNumber(validLiteral: String(T.max)))
  }
}

extension JSONTypeSet {
  /// The types for a sentence: "an integer or null".
  var phrase: String {
    var names: [String] = []
    if contains(.string) { names.append("a string") }
    if contains(.number) {
      names.append("a number")
    } else if contains(.integer) {
      names.append("an integer")
    }
    if contains(.boolean) { names.append("a boolean") }
    if contains(.array) { names.append("an array") }
    if contains(.object) { names.append("an object") }
    if contains(.null) { names.append("null") }
    guard let last = names.popLast() else { return "of no type at all" }
    return names.isEmpty ? last : names.joined(separator: ", ") + " or " + last
  }
}

extension JSONValue {
  /// The kind and, where it is short, the value: `the string "a"`.
  fileprivate var kindAndExcerpt: String {
    switch self {
    case .string: "the string \(excerpt)"
    case .number: "the number \(excerpt)"
    case .array(let elements) where elements.isEmpty: "an empty array"
    case .object(let object) where object.isEmpty: "an empty object"
    default: excerpt
    }
  }
}
