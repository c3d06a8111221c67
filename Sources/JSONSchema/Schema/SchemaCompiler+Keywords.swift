import OrderedCollections

/// Lowers the keywords of one schema object to those of 2020-12.
extension SchemaCompiler {
  mutating func read(_ source: KeywordSource, _ schema: inout Schema) {
    if let embedded = resources.embeddedRoot(around: source.pointer) {
      schema.resource = reserve(embedded)
    }
    readReferences(source, &schema)
    if dialect.ignoresReferenceSiblings, source.object["$ref"]?.stringValue != nil { return }
    reportForeignKeywords(source)
    schema.format = string("format", in: source)
    readTypes(source, &schema)
    readValues(source, &schema)
    readNumberKeywords(source, &schema)
    readStringKeywords(source, &schema)
    readArrayKeywords(source, &schema)
    readObjectKeywords(source, &schema)
    readApplicators(source, &schema)
    readAnnotations(source, &schema)
  }

  private mutating func readValues(_ source: KeywordSource, _ schema: inout Schema) {
    schema.const = source.object["const"]
    guard source.has("enum") else { return }
    let values = array("enum", in: source)
    if !values.isEmpty {
      schema.enumeration = values
    } else if source.object["enum"]?.arrayValue != nil {
      report(
        "`enum` lists no value at all; it is ignored.",
        at: source.pointer.appending("enum")
      )
    }
  }

  private mutating func readNumberKeywords(_ source: KeywordSource, _ schema: inout Schema) {
    schema.minimum = number("minimum", in: source)
    schema.maximum = number("maximum", in: source)
    (schema.minimum, schema.exclusiveMinimum) =
      exclusiveLimit("exclusiveMinimum", beside: schema.minimum, in: source)
    (schema.maximum, schema.exclusiveMaximum) =
      exclusiveLimit("exclusiveMaximum", beside: schema.maximum, in: source)
    if let divisor = number("multipleOf", in: source) {
      schema.multipleOf = divisor > 0 ? divisor : ignore("multipleOf", "above zero", in: source)
    }
  }

  /// Reads an exclusive limit in either spelling; the one of another dialect is reported.
  private mutating func exclusiveLimit(
    _ keyword: String,
    beside limit: JSONNumber?,
    in source: KeywordSource
  ) -> (inclusive: JSONNumber?, exclusive: JSONNumber?) {
    switch source.object[keyword] {
    case .bool(let isExclusive):
      if !dialect.hasBooleanExclusiveLimits {
        reportOnce(
          keyword,
          "`\(keyword)` is a number in \(dialect.name); true and false are read as in OpenAPI 3.0.",
          at: source.pointer.appending(keyword)
        )
      }
      return isExclusive ? (nil, limit) : (limit, nil)
    case .number(let number):
      if dialect.hasBooleanExclusiveLimits {
        reportOnce(
          keyword,
          "`\(keyword)` is true or false in \(dialect.name); the number is read as in OpenAPI 3.1.",
          at: source.pointer.appending(keyword)
        )
      }
      return (limit, number)
    case nil: return (limit, nil)
    default: return (limit, ignore(keyword, "a number", in: source))
    }
  }

  private mutating func readStringKeywords(_ source: KeywordSource, _ schema: inout Schema) {
    schema.minLength = count("minLength", in: source)
    schema.maxLength = count("maxLength", in: source)
    schema.pattern = string("pattern", in: source)
    if let pattern = schema.pattern {
      check(pattern, at: source.pointer.appending("pattern"))
    }
    schema.contentEncoding = string("contentEncoding", in: source)
    schema.contentMediaType = string("contentMediaType", in: source)
    schema.contentSchema = subschema("contentSchema", in: source)
  }

  /// Reports a pattern that cannot be used; validation then claims nothing by it.
  private mutating func check(_ pattern: String, at pointer: JSONPointer) {
    if patternFaults[pattern] == nil {
      do throws(RegexError) {
        _ = try ECMARegex(pattern)
        patternFaults[pattern] = .some(nil)
      } catch {
        patternFaults[pattern] = error.description
      }
    }
    if let fault = patternFaults[pattern] ?? nil {
      report(fault, at: pointer, as: .unusablePattern)
    }
  }

  private mutating func readArrayKeywords(_ source: KeywordSource, _ schema: inout Schema) {
    schema.prefixItems = subschemas("prefixItems", in: source)
    if source.object["items"]?.arrayValue != nil {
      if !dialect.hasTupleItems {
        report(
          "`items` is one schema in \(dialect.name); the list is read as `prefixItems`.",
          at: source.pointer.appending("items")
        )
      }
      schema.prefixItems = subschemas("items", in: source)
      schema.items = subschema("additionalItems", in: source)
    } else {
      schema.items = subschema("items", in: source)
    }
    schema.minItems = count("minItems", in: source)
    schema.maxItems = count("maxItems", in: source)
    schema.uniqueItems = flag("uniqueItems", in: source)
    schema.contains = subschema("contains", in: source)
    schema.minContains = count("minContains", in: source)
    schema.maxContains = count("maxContains", in: source)
    schema.unevaluatedItems = subschema("unevaluatedItems", in: source)
  }

  private mutating func readObjectKeywords(_ source: KeywordSource, _ schema: inout Schema) {
    schema.properties = Self.dictionary(subschemaMap("properties", in: source))
    schema.patternProperties = Self.dictionary(subschemaMap("patternProperties", in: source))
    for pattern in schema.patternProperties.keys {
      check(pattern, at: source.pointer.appending("patternProperties").appending(pattern))
    }
    schema.additionalProperties = subschema("additionalProperties", in: source)
    schema.propertyNames = subschema("propertyNames", in: source)
    if case .bool = source.object["required"] {
      report(
        "`required` lists the names of properties; true or false beside a type means nothing.",
        at: source.pointer.appending("required")
      )
    } else {
      schema.required = names(
        array("required", in: source),
        at: source.pointer.appending("required")
      )
    }
    schema.minProperties = count("minProperties", in: source)
    schema.maxProperties = count("maxProperties", in: source)
    schema.unevaluatedProperties = subschema("unevaluatedProperties", in: source)
    schema.dependentSchemas = Self.dictionary(subschemaMap("dependentSchemas", in: source))
    readDependencies("dependentRequired", source, &schema)
    readDependencies("dependencies", source, &schema)
  }

  /// Reads `dependentRequired`, and `dependencies` of older drafts that holds names or schemas.
  private mutating func readDependencies(
    _ keyword: String,
    _ source: KeywordSource,
    _ schema: inout Schema
  ) {
    let place = source.pointer.appending(keyword)
    for (name, value) in object(keyword, in: source) ?? [:] {
      switch value {
      case .array(let elements):
        schema.dependentRequired[name] = names(elements, at: place.appending(name))
      case .bool, .object:
        guard keyword == "dependencies" else { fallthrough }
        schema.dependentSchemas[name] = reserve(
          value,
          at: place.appending(name),
          isShared: source.isShared
        )
      default:
        report(
          "Expected the names of properties, but found \(value.excerpt); it is ignored.",
          at: place.appending(name)
        )
      }
    }
  }

  private mutating func readApplicators(_ source: KeywordSource, _ schema: inout Schema) {
    schema.allOf += subschemas("allOf", in: source)
    schema.anyOf = subschemas("anyOf", in: source)
    schema.oneOf = subschemas("oneOf", in: source)
    schema.not = subschema("not", in: source)
    schema.ifSchema = subschema("if", in: source)
    schema.thenSchema = subschema("then", in: source)
    schema.elseSchema = subschema("else", in: source)
  }

  /// Static, since a receiver would be copied before the compiler is changed for the argument.
  private static func dictionary(
    _ pairs: [(String, SchemaID)]
  ) -> OrderedDictionary<String, SchemaID> {
    OrderedDictionary(pairs) { _, last in last }
  }

  /// Reports keywords that the dialect does not have although they are read as JSON Schema means them.
  private mutating func reportForeignKeywords(_ source: KeywordSource) {
    guard dialect.isOpenAPISubset else { return }
    let foreign = Self.laterKeywords + (dialect == .swagger20 ? ["anyOf", "oneOf", "not"] : [])
    for keyword in foreign where source.has(keyword) {
      reportOnce(
        keyword,
        "`\(keyword)` is no keyword of \(dialect.name); it is read as in OpenAPI 3.1.",
        at: source.pointer.appending(keyword)
      )
    }
  }

  private static let laterKeywords = [
    "const", "contains", "dependentRequired", "dependentSchemas", "if", "patternProperties",
    "prefixItems", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
  ]
}
