import JSONSchema
import OpenAPI

/// What a correct server could read out of a value's serialised form.
///
/// Outside JSON a value loses its type: `p=5` is a number and a string, `p=a` an array of one. A
/// negative case is proved only when *no* reading is valid, so the readings here are generous:
/// those of lenient servers are among them.
enum WireReadings {
  /// How many combinations of element readings are tried before only uniform ones are.
  static let combinationsMax = 256

  /// Every reading of a parameter's serialised value.
  ///
  /// - Throws: when the value cannot be serialised, or the readings cannot be listed.
  static func of(
    _ value: JSONValue,
    as form: ParameterForm
  ) throws(SerialisationError) -> [JSONValue] {
    if !form.isTextual {
      return [value]  // JSON keeps its types.
    }
    let flat = try ParameterSerialiser.flatten(value, as: form)
    let isRepeated = form.location == .query && form.explode
    let delimiter =
      form.location == .query
      ? ParameterSerialiser.delimiter(of: form.style).bare : ","
    switch flat {
    case .scalar(let text):
      return readings(of: text)
    case .list(let texts):
      if isRepeated {
        // Servers that expect one value take the first or the last.
        return arrays(of: texts) + scalars(of: texts[0]) + scalars(of: texts[texts.count - 1])
      }
      return arrays(of: texts) + readings(of: texts.joined(separator: String(delimiter)))
    case .pairs(let pairs):
      let joined = pairs.flatMap { [$0.name, $0.text] }.joined(separator: String(delimiter))
      return try objects(of: pairs) + readings(of: joined)
    }
  }

  /// Every reading of one text: as it is, trimmed, number, boolean, null, JSON, array.
  static func readings(of text: String) -> [JSONValue] {
    var readings = scalars(of: text)
    readings += readings.map { .array([$0]) }
    for delimiter in [",", "|", " ", "\t", ";", "."] as [Character] where text.contains(delimiter) {
      let parts = text.split(separator: delimiter, omittingEmptySubsequences: false).map(
        String.init
      )
      readings += arrays(of: parts)
      if parts.count % 2 == 0, delimiter == "," {
        readings.append(alternating(parts))
      }
    }
    if text.isEmpty { readings += [.array([]), .object([:])] }
    return unique(readings)
  }

  // MARK: - Scalars

  private static func scalars(of text: String) -> [JSONValue] {
    var readings: [JSONValue] = [.string(text)]
    let trimmed = String(
      text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    )
    if trimmed != text { readings.append(.string(trimmed)) }
    if let number = number(trimmed) { readings.append(.number(number)) }
    switch trimmed.lowercased() {
    case "true", "1", "yes", "on", "t", "y": readings.append(.bool(true))
    case "false", "0", "no", "off", "f", "n": readings.append(.bool(false))
    case "", "null", "nil", "none", "undefined": readings.append(.null)
    default: break
    }
    if let first = trimmed.first, "[{\"".contains(first),
      let document = try? JSONReader.read(Array(trimmed.utf8))  // not JSON: then no such reading
    {
      readings.append(document.value)
    }
    return readings
  }

  /// A number as lenient readers take it: also `+5`, `05`, `.5`, `5.`.
  private static func number(_ text: String) -> JSONNumber? {
    if let exact = JSONNumber(text) { return exact }
    guard let first = text.first, "+-.0123456789".contains(first) else { return nil }
    return Double(text).flatMap { $0.isFinite ? JSONNumber($0) : nil }
  }

  // MARK: - Arrays and objects

  /// The arrays that the texts could be: each element in each of its readings.
  private static func arrays(of texts: [String]) -> [JSONValue] {
    let choices = texts.map(scalars)
    var product = 1
    for choice in choices {
      product *= choice.count
      if product > combinationsMax { return uniform(choices) }
    }
    var arrays: [[JSONValue]] = [[]]
    for choice in choices {
      arrays = arrays.flatMap { array in choice.map { array + [$0] } }
    }
    return arrays.map(JSONValue.array)
  }

  /// All as text, all as the last or second reading: enough where every element has one schema.
  private static func uniform(_ choices: [[JSONValue]]) -> [JSONValue] {
    (0..<4).map { rank in .array(choices.map { $0[min(rank, $0.count - 1)] }) }
  }

  /// The objects that the pairs could be.
  private static func objects(
    of pairs: [FlatValue.Pair]
  ) throws(SerialisationError) -> [JSONValue] {
    var objects: [JSONObject] = [JSONObject()]
    for pair in pairs {
      let choices = scalars(of: pair.text)
      guard objects.count * choices.count <= combinationsMax else {
        throw SerialisationError(reason: "an object of so many members has too many readings")
      }
      objects = objects.flatMap { object in
        choices.map { choice in
          var next = object
          next[pair.name] = choice
          return next
        }
      }
    }
    return objects.map(JSONValue.object)
  }

  private static func alternating(_ parts: [String]) -> JSONValue {
    var object = JSONObject()
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      object[parts[index]] = .string(parts[index + 1])
    }
    return .object(object)
  }

  private static func unique(_ values: [JSONValue]) -> [JSONValue] {
    var result: [JSONValue] = []
    for value in values where !result.contains(value) { result.append(value) }
    return result
  }
}
