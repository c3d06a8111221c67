import JSONSchema

/// Schemas made from the parameters and headers of Swagger 2.0, which carry theirs in the open (§5.4.7).
enum SwaggerSchema {
  /// What `type: file` means.
  static let file: JSONValue = ["type": "string", "format": "binary"]

  private static let keywords: Set<String> = [
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum",
    "exclusiveMinimum",
    "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "enum",
    "multipleOf",
    "x-nullable", "description", "title", "$ref",
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
}

extension DocumentLowering {
  /// The schema of a parameter or header of Swagger 2.0.
  mutating func swaggerSchema(of node: Located) -> SchemaID {
    if let written = node["schema"] {
      return schema(written)
    }
    return compiler.compile(SwaggerSchema.extract(from: node), at: node.pointer)
  }
}
