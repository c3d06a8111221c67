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
      ? swaggerBody(of: operation, declared: declared) : try requestBody(of: operation)
    if let body, ["GET", "HEAD", "DELETE", "TRACE"].contains(method) {
      findings.add(
        Diagnostic(
          severity: .information,
          message: "A request body has no defined meaning for \(method) (RFC 9110 §9.3).",
          pointer: body.pointer
        )
      )
    }
    return body
  }

  private mutating func requestBody(of operation: Located) throws(Defect) -> RequestBody? {
    guard let written = operation["requestBody"], !written.value.isNull else { return nil }
    let node = try resolve(written, as: "requestBody")
    guard node.isMapping else {
      throw Defect(
        "`requestBody` has to be a mapping with `content`; this is \(node.value.kindName).",
        at: node.pointer
      )
    }
    let content = node["content"].map { mediaTypes($0) } ?? []
    guard !content.isEmpty else {
      findings.warn(
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
  mutating func mediaTypes(_ content: Located) -> [MediaTypeObject] {
    if !content.isMapping {
      findings.warn(
        "`content` has to be a mapping of media types such as `application/json`; this is "
          + "\(content.value.kindName).",
        at: content.pointer
      )
    }
    return content.members.map { name, node in mediaType(name, node) }
  }

  private mutating func mediaType(_ name: String, _ written: Located) -> MediaTypeObject {
    var node = written
    if version >= .openAPI32, written.text("$ref") != nil {
      do throws(Defect) {
        node = try resolve(written, as: "mediaType")
      } catch {
        findings.warn(error.message, at: error.pointer)
        node.value = [:]
      }
    }
    if node["itemSchema"] != nil, node["schema"] == nil {
      findings.add(
        Diagnostic(
          severity: .information,
          message: "`itemSchema` is not checked; nothing is claimed about this content.",
          pointer: node.pointer
        )
      )
    }
    return MediaTypeObject(
      mediaType: name,
      schema: node["schema"].map { schema($0) },
      examples: examples(of: node),
      encoding: encodings(node["encoding"])
    )
  }

  private mutating func encodings(_ node: Located?) -> OrderedDictionary<String, Encoding> {
    var encodings: OrderedDictionary<String, Encoding> = [:]
    for (property, encoding) in node?.members ?? [] {
      let style = encodingStyle(encoding)
      encodings[property] = Encoding(
        contentType: encoding.text("contentType"),
        style: style,
        explode: encoding.flag("explode"),
        allowsReserved: encoding.flag("allowReserved") ?? false
      )
    }
    return encodings
  }

  private mutating func encodingStyle(_ node: Located) -> Parameter.Style? {
    guard let written = node.text("style") else { return nil }
    guard let style = Parameter.Style(rawValue: written), Parameter.Location.query.allows(style)
    else {
      findings.warn(
        "`style: \(written)` does not exist for a property of a form; it is ignored.",
        at: node.pointer.appending("style")
      )
      return nil
    }
    return style
  }
}
