import JSONSchema
import OrderedCollections

/// Request and response content of Swagger 2.0: `body`, `formData`, `consumes` and `produces`.
extension DocumentLowering {
  private static let formTypes = ["multipart/form-data", "application/x-www-form-urlencoded"]

  /// The request content that the parameters in `body` or `formData` describe.
  mutating func swaggerBody(
    of operation: Located,
    declared: [DeclaredParameter]
  ) throws(Defect) -> RequestBody? {
    let bodies = declared.filter { $0.location == "body" }
    let fields = declared.filter { $0.location == "formData" }
    if let body = bodies.first {
      if bodies.count > 1 || !fields.isEmpty {
        findings.warn(
          .severalBodies,
          "An operation has one body at most and no `formData` beside it; only `\(body.name)` is "
            + "used.",
          at: operation.pointer
        )
      }
      return try swaggerBody(body, types: try mediaTypeNames("consumes", of: operation))
    }
    return fields.isEmpty ? nil : try swaggerForm(fields, of: operation)
  }

  private mutating func swaggerBody(
    _ body: DeclaredParameter,
    types: [String]
  ) throws(Defect) -> RequestBody {
    let node = body.node
    if node["schema"] == nil {
      findings.warn(
        .bodyWithoutSchema,
        "The body `\(body.name)` has no `schema`, so any content is taken for valid.",
        at: node.pointer
      )
    }
    let described = node["schema"].map { schema($0) }
    let examples = try swaggerExamples(of: node)
    return RequestBody(
      isRequired: node.flag("required") ?? false,
      content: (types.isEmpty ? ["application/json"] : types).map { type in
        MediaTypeObject(mediaType: type, schema: described, examples: examples, encoding: [:])
      },
      pointer: node.pointer
    )
  }

  private mutating func swaggerForm(
    _ fields: [DeclaredParameter],
    of operation: Located
  ) throws(Defect) -> RequestBody {
    var encoding: OrderedDictionary<String, Encoding> = [:]
    for field in fields {
      if field.node.text("type") == "array" {
        // A field of a form is written like one of a query.
        let serialisation = collectionSerialisation(of: field, location: .query)
        encoding[field.name] = Encoding(
          contentType: nil,
          style: serialisation.style,
          explode: serialisation.explode,
          allowsReserved: false
        )
      }
    }
    let hasFile = fields.contains { $0.node.text("type") == "file" }
    let place = Located(value: .null, pointer: operation.pointer.appending("parameters"))
    let schema = madeSchema(of: [place] + fields.map(\.node)) { SwaggerSchema.form(of: fields) }
    return RequestBody(
      isRequired: fields.contains { $0.node.flag("required") ?? false },
      content: try formTypes(of: operation, hasFile: hasFile).map { type in
        MediaTypeObject(mediaType: type, schema: schema, examples: [], encoding: encoding)
      },
      pointer: place.pointer
    )
  }

  /// The media types of a form; a file needs the multipart one (2.0 §5.4.7).
  private mutating func formTypes(
    of operation: Located,
    hasFile: Bool
  ) throws(Defect) -> [String] {
    let consumed = try mediaTypeNames("consumes", of: operation).filter { type in
      Self.formTypes.contains { type.lowercased().hasPrefix($0) }
    }
    guard hasFile else { return consumed.isEmpty ? [Self.formTypes[1]] : consumed }
    let multipart = consumed.filter { $0.lowercased().hasPrefix("multipart/") }
    return multipart.isEmpty ? [Self.formTypes[0]] : multipart
  }

  /// `consumes` or `produces`: the operation's replaces the document's, and an empty list clears
  /// it.
  private mutating func mediaTypeNames(
    _ key: String,
    of operation: Located
  ) throws(Defect) -> [String] {
    let node = operation[key] ?? root[key]
    if let single = node?.value.stringValue {
      return [single]
    }
    let elements = node?.elements ?? []
    try spend(elements.count, at: node?.pointer ?? .root)
    return elements.compactMap(\.value.stringValue)
  }

  /// The content of a response: every media type that is produced has the one schema.
  mutating func swaggerContent(of response: Located, operation: Located) throws(Defect)
    -> [MediaTypeObject]
  {
    let examples = response["examples"]?.members ?? []
    try spend(examples.count, at: response.pointer)
    guard let written = response["schema"] else {
      return examples.map { type, example in
        MediaTypeObject(
          mediaType: type,
          schema: nil,
          examples: [swaggerExample(example)],
          encoding: [:]
        )
      }
    }
    let described = schema(written)
    let produced = try mediaTypeNames("produces", of: operation)
    // Nothing is known of the type when nothing says what is produced.
    return (produced.isEmpty ? ["*/*"] : produced).map { type in
      MediaTypeObject(
        mediaType: type,
        schema: described,
        examples: examples.filter { $0.key == type }.map { swaggerExample($0.node) },
        encoding: [:]
      )
    }
  }

  private func swaggerExample(_ node: Located) -> NamedExample {
    NamedExample(name: nil, summary: nil, value: node.value, pointer: node.pointer)
  }
}
