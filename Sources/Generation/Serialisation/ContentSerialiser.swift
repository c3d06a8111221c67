import JSONSchema
import OpenAPI
import OrderedCollections

/// Writes request contents in the media types that ``MediaType/preference`` knows.
struct ContentSerialiser {
  /// What the content's schema says about a property: whether its value is a file.
  var isBinary: (String) -> Bool

  /// The best of the media types that can be written; the first of equals.
  static func choose(from content: [MediaTypeObject]) -> MediaTypeObject? {
    var best: (object: MediaTypeObject, preference: Int)?
    for object in content {
      guard let preference = MediaType(object.mediaType).preference else { continue }
      if best.map({ preference < $0.preference }) ?? true {
        best = (object, preference)
      }
    }
    return best?.object
  }

  /// - Throws: when the value has no defined form in the media type; the reason says why.
  func serialise(
    _ value: JSONValue,
    as object: MediaTypeObject
  ) throws(SerialisationError) -> CaseContent {
    let text = MediaType.concrete(object.mediaType)
    let mediaType = MediaType(text)
    let payload: CaseContent.Payload
    if mediaType.isJSON {
      payload = .json(value)
    } else if mediaType.isForm {
      payload = .text(try form(value, object.encoding))
    } else if mediaType.isMultipart {
      payload = .multipart(try parts(value, object.encoding))
    } else if mediaType.isText {
      payload = .text(try FlatValue.text(value))
    } else if mediaType.isBytes {
      payload = .bytes(Array(try FlatValue.text(value).utf8))
    } else {
      throw SerialisationError(reason: "content of \(object.mediaType) is not supported")
    }
    return CaseContent(mediaType: text, payload: payload)
  }

  // MARK: - application/x-www-form-urlencoded

  private func form(
    _ value: JSONValue,
    _ encoding: OrderedDictionary<String, Encoding>
  ) throws(SerialisationError) -> String {
    guard let object = value.objectValue else {
      throw SerialisationError(reason: "a form is an object")
    }
    var texts: [String] = []
    for (name, member) in object {
      for pair in try Self.formPairs(member, named: name, encoding[name]) {
        texts.append(
          pair.isEncoded
            ? "\(pair.name)=\(pair.value)"
            : PercentEncoding.encode(pair.name) + "=" + PercentEncoding.encode(pair.value)
        )
      }
    }
    return texts.joined(separator: "&")
  }

  /// A property of a form is written like a query parameter of its `encoding`.
  private static func formPairs(
    _ value: JSONValue,
    named name: String,
    _ encoding: Encoding?
  ) throws(SerialisationError) -> [ParameterSerialiser.Pair] {
    if value.objectValue != nil, encoding?.style == nil {
      throw SerialisationError(reason: "the form of an object in a form is not defined")
    }
    let form = ParameterForm(property: name, encoding)
    guard case .query(let pairs) = try ParameterSerialiser.serialise(value, as: form) else {
      preconditionFailure("a query parameter gives query pairs")
    }
    return pairs
  }

  // MARK: - multipart/form-data

  private func parts(
    _ value: JSONValue,
    _ encoding: OrderedDictionary<String, Encoding>
  ) throws(SerialisationError) -> [MultipartPart] {
    guard let object = value.objectValue else {
      throw SerialisationError(reason: "a multipart form is an object")
    }
    var parts: [MultipartPart] = []
    for (name, member) in object {
      // RFC 7578 §4.3: several values are several parts of one name.
      for item in member.arrayValue ?? [member] {
        parts.append(try part(item, named: name, encoding[name]))
      }
    }
    guard !parts.isEmpty else {
      throw SerialisationError(reason: "a multipart form has at least one part")
    }
    return parts
  }

  private func part(
    _ value: JSONValue,
    named name: String,
    _ encoding: Encoding?
  ) throws(SerialisationError) -> MultipartPart {
    let declared = encoding?.contentType.flatMap { $0.split(separator: ",").first }
      .map { MediaType.concrete($0.filter { !$0.isWhitespace }) }
    if isBinary(name) {
      return MultipartPart(
        name: name,
        fileName: "\(name).bin",
        contentType: declared ?? "application/octet-stream",
        content: Array(try FlatValue.text(value).utf8)
      )
    }
    let isStructured = value.arrayValue != nil || value.objectValue != nil
    if isStructured || declared.map({ MediaType($0).isJSON }) == true {
      return MultipartPart(
        name: name,
        contentType: declared ?? "application/json",
        content: Array(value.serialized(.compact).utf8)
      )
    }
    return MultipartPart(
      name: name,
      contentType: declared,
      content: Array(try FlatValue.text(value).utf8)
    )
  }
}
