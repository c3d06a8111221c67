import JSONSchema
import OrderedCollections

/// Request bodies and media types of OpenAPI 3 (3.1.1 §4.8.13, §4.8.14).
extension DocumentLowering {
  /// The request content of an operation of any version.
  mutating func requestBody(
    of operation: Located,
    method: String,
    declared: [DeclaredParameter]
  ) throws(Defect) -> RequestBody? {
    let body =
      version == .swagger20
      ? try swaggerBody(of: operation, declared: declared) : try requestBody(of: operation)
    if let body, ["GET", "HEAD", "DELETE", "TRACE"].contains(method) {
      findings.inform(
        .bodyWithoutMeaning,
        "A request body has no defined meaning for \(method) (RFC 9110 §9.3).",
        at: body.pointer
      )
    }
    return body
  }

  private mutating func requestBody(of operation: Located) throws(Defect) -> RequestBody? {
    guard let written = operation["requestBody"], !written.value.isNull else { return nil }
    let node = try resolve(written, as: "request body")
    guard node.isMapping else {
      throw Defect(
        .wrongShape,
        "`requestBody` has to be a mapping with `content`; this is \(node.value.kindName).",
        at: node.pointer
      )
    }
    let content = try mediaTypes(node["content"])
    guard !content.isEmpty else {
      findings.warn(
        .bodyWithoutContent,
        "The request body names no media type in `content`, so none is sent.",
        at: node.pointer
      )
      return nil
    }
    return RequestBody(
      isRequired: node.flag("required") ?? false,
      content: content,
      pointer: node.pointer
    )
  }

  /// The media types of a `content` map in the order of writing.
  mutating func mediaTypes(_ content: Located?) throws(Defect) -> [MediaTypeObject] {
    guard let content else { return [] }
    if !content.isMapping {
      findings.warn(
        .wrongShape,
        "`content` has to be a mapping of media types such as `application/json`; this is "
          + "\(content.value.kindName).",
        at: content.pointer
      )
    }
    var types: [MediaTypeObject] = []
    for (name, node) in content.members {
      types.append(try mediaType(name, node))
    }
    return types
  }

  private mutating func mediaType(
    _ name: String,
    _ written: Located
  ) throws(Defect) -> MediaTypeObject {
    let node = try resolve(written, as: "media type")
    let encodings = node["encoding"]?.members ?? []
    let prefix = node["prefixEncoding"]?.elements ?? []
    try spend(1 + encodings.count + prefix.count, at: node.pointer)
    if node["itemSchema"] != nil, node["schema"] == nil {
      findings.inform(
        .uncheckedItemSchema,
        "`itemSchema` is not checked; nothing is claimed about this content.",
        at: node.pointer
      )
    }
    return MediaTypeObject(
      mediaType: name,
      schema: node["schema"].map { schema($0) },
      examples: try examples(of: node),
      encoding: try lowered(encodings),
      itemSchema: node["itemSchema"].map { schema($0) },
      prefixEncoding: try prefix.map { encoding throws(Defect) in try lowered(encoding) },
      itemEncoding: try node["itemEncoding"].map { encoding throws(Defect) in try lowered(encoding)
      }
    )
  }

  private mutating func lowered(
    _ members: [(key: String, node: Located)]
  ) throws(Defect) -> OrderedDictionary<String, Encoding> {
    var encodings: OrderedDictionary<String, Encoding> = [:]
    for (property, encoding) in members {
      encodings[property] = try lowered(encoding)
    }
    return encodings
  }

  private mutating func lowered(_ encoding: Located) throws(Defect) -> Encoding {
    let style = encodingStyle(encoding)
    return Encoding(
      contentType: encoding.text("contentType"),
      style: style,
      explode: encoding.flag("explode"),
      allowsReserved: encoding.flag("allowReserved") ?? false,
      headers: try headers(encoding["headers"])
    )
  }

  private mutating func encodingStyle(_ node: Located) -> Parameter.Style? {
    guard let written = node.text("style") else { return nil }
    guard let style = Parameter.Style(rawValue: written), Parameter.Location.query.allows(style)
    else {
      findings.warn(
        .unknownStyle,
        "`style: \(written)` does not exist for a property of a form; it is ignored.",
        at: node.pointer.appending("style")
      )
      return nil
    }
    return style
  }
}
