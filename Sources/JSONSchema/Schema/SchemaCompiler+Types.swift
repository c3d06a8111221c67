/// `type`, also when it is misspelt, and the ways to allow `null`.
extension SchemaCompiler {
  mutating func readTypes(_ source: KeywordSource, _ schema: inout Schema) {
    let place = source.pointer.appending("type")
    var types: JSONTypeSet?
    switch source.object["type"] {
    case nil: break
    case .string(let name):
      types = read(name, at: place, &schema)
    case .array(let names):
      for (index, name) in names.enumerated() {
        guard let name = name.stringValue else {
          report(
            "Expected the name of a type, but found \(name.excerpt); it is ignored.",
            at: place.appending(index)
          )
          continue
        }
        if let type = read(name, at: place.appending(index), &schema) {
          types = (types ?? []).union(type)
        }
      }
    case .null:
      // `type: null` in YAML is the null value, while the type's name was meant.
      report("`type` is null itself; it is read as the type \"null\".", at: place)
      types = .null
    default:
      types = ignore("type", "the name of a type or a list of them", in: source)
    }
    if isNullable(source) {
      if nullableActs(source, beside: types) {
        types?.insert(.null)
      } else {
        schema.toleratesNull = true
      }
    }
    schema.types = types
  }

  /// Whether `nullable` plainly allows null (OpenAPI 3.0.3 §4.7.24.1): it extends the `type` in the
  /// same schema, and nothing else that null would have to satisfy.
  private func nullableActs(_ source: KeywordSource, beside types: JSONTypeSet?) -> Bool {
    guard dialect.isOpenAPISubset, types != nil else { return false }
    let values = source.object["enum"]?.arrayValue
    let isOpen = values.map { $0.isEmpty || $0.contains(.null) } ?? true
    return isOpen && !["allOf", "anyOf", "oneOf", "const"].contains(where: source.has)
  }

  private mutating func read(
    _ name: String,
    at place: JSONPointer,
    _ schema: inout Schema
  ) -> JSONTypeSet? {
    if let type = TypeName.types[name] { return type }
    if name == "file", dialect == .swagger20 {
      schema.format = "binary"
      return .string
    }
    guard let intended = TypeName.intended(name) else {
      report("There is no type \"\(name)\"; it is ignored.", at: place)
      return nil
    }
    report("There is no type \"\(name)\"; it is read as \(intended.meaning).", at: place)
    if schema.format == nil { schema.format = intended.format }
    return intended.types
  }

  private mutating func isNullable(_ source: KeywordSource) -> Bool {
    guard dialect.isOpenAPI else { return false }
    var result = false
    for keyword in ["nullable", "x-nullable"] where flag(keyword, in: source) {
      result = true
      if dialect == .openAPI31 {
        reportOnce(
          keyword,
          "`\(keyword)` is no keyword of \(dialect.name); it is read as in OpenAPI 3.0.",
          at: source.pointer.appending(keyword)
        )
      }
    }
    return result
  }
}

/// The names of types as they are and as they are often written.
private enum TypeName {
  static let types: [String: JSONTypeSet] = [
    "null": .null, "boolean": .boolean, "integer": .integer, "number": [.integer, .number],
    "string": .string, "array": .array, "object": .object,
  ]

  struct Intended {
    var types: JSONTypeSet?
    var format: String?
    var meaning: String
  }

  static func intended(_ name: String) -> Intended? {
    let name = name.lowercased()
    if types[name] != nil { return Intended(type: name) }
    switch name {
    case "int", "int32", "int64", "long", "short":
      let format = name == "long" ? "int64" : name.hasPrefix("int") && name != "int" ? name : nil
      return Intended(type: "integer", format: format)
    case "float", "double": return Intended(type: "number", format: name)
    case "decimal", "numeric", "num": return Intended(type: "number")
    case "bool": return Intended(type: "boolean")
    case "str", "text", "char", "enum": return Intended(type: "string")
    case "date", "time", "date-time", "uuid", "email", "uri", "byte", "binary", "password":
      return Intended(type: "string", format: name)
    case "datetime", "timestamp": return Intended(type: "string", format: "date-time")
    case "url": return Intended(type: "string", format: "uri")
    case "file": return Intended(type: "string", format: "binary")
    case "list", "tuple": return Intended(type: "array")
    case "dict", "dictionary", "map", "hash", "json": return Intended(type: "object")
    case "none", "nil": return Intended(type: "null")
    case "any", "mixed": return Intended(meaning: "any type")
    default: return nil
    }
  }
}

extension TypeName.Intended {
  init(type: String, format: String? = nil) {
    self.init(
      types: TypeName.types[type],
      format: format,
      meaning: "\"\(type)\"" + (format.map { " of the format \"\($0)\"" } ?? "")
    )
  }
}
