import JSONSchema

/// Schemas made from the parameters and headers of Swagger 2.0, which carry theirs in the open
/// (§5.4.7).
enum SwaggerSchema {
  /// What `type: file` means.
  static let file: JSONValue = ["type": "string", "format": "binary"]

  private static let keywords: Set<String> = [
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
    "enum", "multipleOf", "x-nullable", "description", "title", "$ref",
  ]

  /// The schema inside a parameter or header.
  static func extract(from node: Located) -> JSONValue {
    if node.text("type") == "file" {
      return file
    }
    // Beyond the specification, but seen: a schema as in OpenAPI 3.
    if let schema = node.value["schema"] {
      return schema
    }
    return .object(
      JSONObject(
        (node.value.objectValue ?? [:]).filter { keywords.contains($0.key) }.map { ($0, $1) }
      )
    )
  }

  /// The object that a form with these fields is.
  static func form(of fields: [DeclaredParameter]) -> JSONValue {
    var properties = JSONObject()
    for field in fields {
      var property = extract(from: field.node).objectValue ?? [:]
      property["example"] = field.node["x-example"]?.value ?? field.node["example"]?.value
      properties[field.name] = .object(property)
    }
    var form: JSONObject = ["type": "object", "properties": .object(properties)]
    let required = fields.filter { $0.node.flag("required") ?? false }
    if !required.isEmpty {
      form["required"] = .array(required.map { .string($0.name) })
    }
    return .object(form)
  }
}

extension DocumentLowering {
  /// The schema of a parameter or header of Swagger 2.0.
  mutating func swaggerSchema(of node: Located) -> SchemaID {
    if let written = node["schema"] {
      return schema(written)
    }
    return madeSchema(of: [node]) { SwaggerSchema.extract(from: node) }
  }

  /// Compiles a schema that does not stand in the document as such, once for the places it is made
  /// of.
  mutating func madeSchema(of nodes: [Located], _ make: () -> JSONValue) -> SchemaID {
    let places = nodes.map(\.pointer)
    if let schema = madeSchemas[places] {
      return schema
    }
    let schema = compiler.compile(make(), at: places.first ?? .root)
    madeSchemas[places] = schema
    return schema
  }
}
