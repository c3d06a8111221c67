import JSONSchema
import OpenAPI

/// Writes parameter values in their style (OpenAPI 3.1.1 §4.8.12.6, RFC 6570).
enum ParameterSerialiser {
  /// What a parameter adds to its request.
  enum Output: Equatable {
    /// Percent-encoded text for the whole `{name}` expression.
    case path(String)
    case query([Pair])
    case header(String)
    case cookie(Pair)
  }

  struct Pair: Equatable {
    var name: String
    var value: String
    var isEncoded = false
  }

  /// - Throws: when the value has no unambiguous form at that place; the reason says why.
  static func serialise(
    _ value: JSONValue,
    as form: ParameterForm
  ) throws(SerialisationError) -> Output {
    let flat = try flatten(value, as: form)
    switch form.location {
    case .path: return .path(try path(flat, form))
    case .query, .querystring: return .query(try query(flat, form))
    case .header: return .header(try header(flat, form))
    case .cookie: return .cookie(try cookie(flat, form))
    }
  }

  /// The value's texts; a parameter with `content` is one text in its media type.
  static func flatten(
    _ value: JSONValue,
    as form: ParameterForm
  ) throws(SerialisationError) -> FlatValue {
    guard let written = form.mediaType else { return try FlatValue(value) }
    let mediaType = MediaType(written)
    if form.location == .querystring {
      guard mediaType.isForm else {
        throw SerialisationError(reason: "a query string of \(written) is not supported")
      }
      return try FlatValue(value)
    }
    if mediaType.isJSON { return .scalar(value.serialized(.compact)) }
    guard mediaType.isText else {
      throw SerialisationError(reason: "a parameter of \(written) is not supported")
    }
    return .scalar(try FlatValue.text(value))
  }

  // MARK: - Path

  private static func path(
    _ flat: FlatValue,
    _ form: ParameterForm
  ) throws(SerialisationError) -> String {
    for text in flat.texts {
      // These would be another path: RFC 3986 §5.2.4, and servers that decode before they route.
      guard !text.isEmpty, text != ".", text != "..", !text.contains(where: { "/\\".contains($0) })
      else {
        throw SerialisationError(reason: "\"\(text)\" as a path value would change the route")
      }
      try refuseControls(text)
    }
    let name = PercentEncoding.encode(form.name)
    switch form.style {
    case .label:
      if form.explode { try refuse(".", in: flat) }
      return "." + joined(flat, separator: form.explode ? "." : ",", form.explode)
    case .matrix:
      guard form.explode else { return ";\(name)=" + joined(flat, separator: ",", false) }
      switch flat {
      case .scalar, .list:
        return flat.texts.map { ";\(name)=" + PercentEncoding.encode($0) }.joined()
      case .pairs:
        return ";" + joined(flat, separator: ";", true)
      }
    default:
      return joined(flat, separator: ",", form.explode)
    }
  }

  /// `a,b` for lists; `k=v,l=w` (explode) or `k,v,l,w` for pairs; every text encoded.
  private static func joined(_ flat: FlatValue, separator: String, _ explode: Bool) -> String {
    switch flat {
    case .scalar(let text): return PercentEncoding.encode(text)
    case .list(let texts):
      return texts.map { PercentEncoding.encode($0) }.joined(separator: separator)
    case .pairs(let pairs):
      let equals = explode ? "=" : ","
      return pairs.map {
        PercentEncoding.encode($0.name) + equals + PercentEncoding.encode($0.text)
      }.joined(separator: separator)
    }
  }

  // MARK: - Query

  private static func query(
    _ flat: FlatValue,
    _ form: ParameterForm
  ) throws(SerialisationError) -> [Pair] {
    let name = form.name
    switch (flat, form.style) {
    case (.pairs(let pairs), .deepObject):
      return pairs.map { pair(name: "\(name)[\($0.name)]", $0.text, form) }
    case (_, .deepObject):
      throw SerialisationError(reason: "deepObject is defined for objects only")
    case (.scalar(let text), _):
      return [pair(name: name, text, form)]
    case (.list(let texts), _) where form.explode:
      return texts.map { pair(name: name, $0, form) }
    case (.pairs(let pairs), _) where form.explode || form.location == .querystring:
      return pairs.map { pair(name: $0.name, $0.text, form) }
    case (.list(let texts), _):
      return [try delimited(texts, form)]
    case (.pairs(let pairs), _):
      return [try delimited(pairs.flatMap { [$0.name, $0.text] }, form)]
    }
  }

  private static func pair(name: String, _ text: String, _ form: ParameterForm) -> Pair {
    guard form.allowsReserved else { return Pair(name: name, value: text) }
    return Pair(
      name: PercentEncoding.encode(name),
      value: PercentEncoding.encodeReserved(text),
      isEncoded: true
    )
  }

  private static func delimited(
    _ texts: [String],
    _ form: ParameterForm
  ) throws(SerialisationError) -> Pair {
    let (delimiter, written) = Self.delimiter(of: form.style)
    // The comma is told apart by its encoding; the others are always encoded.
    if delimiter != "," {
      for text in texts where text.contains(delimiter) {
        throw SerialisationError(reason: "\"\(text)\" contains the delimiter of its style")
      }
    }
    let encoded = texts.map {
      form.allowsReserved
        ? PercentEncoding.encodeReserved($0, delimiter: delimiter) : PercentEncoding.encode($0)
    }
    return Pair(
      name: PercentEncoding.encode(form.name),
      value: encoded.joined(separator: written),
      isEncoded: true
    )
  }

  /// The delimiter of a style without explode, bare and as it is written in a query.
  static func delimiter(of style: Parameter.Style) -> (bare: Character, written: String) {
    switch style {
    case .spaceDelimited: (" ", "%20")
    case .pipeDelimited: ("|", "%7C")
    case .tabDelimited: ("\t", "%09")
    default: (",", ",")
    }
  }

  // MARK: - Fields and cookies

  private static func header(
    _ flat: FlatValue,
    _ form: ParameterForm
  ) throws(SerialisationError) -> String {
    let text: String
    switch flat {
    case .scalar(let value):
      text = value
    case .list(let texts):
      try refuse(",", in: flat)
      text = texts.joined(separator: ",")
    case .pairs(let pairs):
      try refuse(",", in: flat)
      let equals = form.explode ? "=" : ","
      text = pairs.map { $0.name + equals + $0.text }.joined(separator: ",")
    }
    // RFC 9110 §5.5: no control characters, no white space at the ends; ISO 8859-1 at most.
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value <= 0xFF }) else {
      throw SerialisationError(reason: "a field value is not empty and has Latin-1 characters only")
    }
    guard text.first != " ", text.last != " " else {
      throw SerialisationError(reason: "a field value has no space at its ends")
    }
    try refuseControls(text)
    return text
  }

  private static func cookie(
    _ flat: FlatValue,
    _ form: ParameterForm
  ) throws(SerialisationError) -> Pair {
    guard case .scalar(let text) = flat else {
      throw SerialisationError(reason: "arrays and objects have no agreed form in a cookie")
    }
    guard !text.isEmpty else {
      throw SerialisationError(reason: "an empty cookie cannot be told from an absent one")
    }
    try refuseControls(text)
    let encoded = PercentEncoding.encode(text)
    guard form.style != .cookie || encoded == text else {
      throw SerialisationError(reason: "\"\(text)\" has characters that a plain cookie cannot have")
    }
    return Pair(name: form.name, value: encoded, isEncoded: true)
  }

  // MARK: - Refusals

  private static func refuse(
    _ delimiter: Character,
    in flat: FlatValue
  ) throws(SerialisationError) {
    for text in flat.texts where text.contains(delimiter) {
      throw SerialisationError(reason: "\"\(text)\" contains the delimiter of its style")
    }
  }

  private static func refuseControls(_ text: String) throws(SerialisationError) {
    let isControl = { (scalar: Unicode.Scalar) in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
    guard !text.unicodeScalars.contains(where: isControl) else {
      throw SerialisationError(reason: "control characters cannot be sent there")
    }
  }
}
