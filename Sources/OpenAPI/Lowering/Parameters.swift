import JSONSchema
import OrderedCollections

/// A Parameter Object after references, not yet lowered; in Swagger 2.0 it may be a body.
struct DeclaredParameter {
  var name: String
  /// `in` as written.
  var location: String
  var node: Located

  /// Parameters of equal identity override each other (3.1.1 §4.8.12); names of header fields
  /// ignore case.
  var identity: String {
    "\(location) \(location == "header" ? name.lowercased() : name)"
  }
}

extension DocumentLowering {
  /// The parameters of the path item overridden by those of the operation, references followed.
  mutating func declaredParameters(
    of operation: Located,
    on item: PathItem
  ) throws(Defect) -> [DeclaredParameter] {
    var declared: OrderedDictionary<String, DeclaredParameter> = [:]
    for list in [item.parameters, operation["parameters"]].compactMap(\.self) {
      guard list.value.arrayValue != nil || list.value.isNull else {
        throw Defect(
          .wrongShape,
          "`parameters` has to be a list; this is \(list.value.kindName).",
          at: list.pointer
        )
      }
      var identities: Set<String> = []
      let elements = list.elements
      try spend(elements.count, at: list.pointer)
      for element in elements {
        let parameter = try declaredParameter(element)
        if !identities.insert(parameter.identity).inserted {
          findings.warn(
            .duplicateParameter,
            "The \(parameter.location) parameter `\(parameter.name)` is declared twice in this "
              + "list; the last one counts.",
            at: element.pointer
          )
        }
        declared[parameter.identity] = parameter
      }
    }
    return declared.values.elements
  }

  private func declaredParameter(_ element: Located) throws(Defect) -> DeclaredParameter {
    let node = try resolve(element, as: "parameter")
    guard node.isMapping else {
      throw Defect(
        .wrongShape,
        "A parameter has to be a mapping with `name` and `in`; this is \(node.value.kindName).",
        at: node.pointer
      )
    }
    guard let location = node.text("in") else {
      throw Defect(
        .parameterLocation,
        "The parameter `\(node.text("name") ?? "")` does not say where it goes; add `in`: one of "
          + "\(knownLocations).",
        at: node.pointer
      )
    }
    let isBody = version == .swagger20 && ["body", "formData"].contains(location)
    guard isBody || location != "querystring" || version >= .openAPI32,
      isBody || Parameter.Location(rawValue: location) != nil
    else {
      throw Defect(
        .parameterLocation,
        "`in: \(location)` is not a place for a parameter; it has to be one of \(knownLocations).",
        at: node.pointer.appending("in")
      )
    }
    guard let name = node.text("name") ?? (location == "body" ? "body" : nil), !name.isEmpty else {
      throw Defect(
        .parameterName,
        "The parameter in `\(location)` has no `name`; add one.",
        at: node.pointer
      )
    }
    return DeclaredParameter(name: name, location: location, node: node)
  }

  private var knownLocations: String {
    switch version {
    case .swagger20: "path, query, header, formData, body"
    case .openAPI30, .openAPI31: "path, query, header, cookie"
    case .openAPI32: "path, query, querystring, header, cookie"
    }
  }

  /// Lowers the parameters of a request without its content, and completes those in the path.
  mutating func parameters(
    _ declared: [DeclaredParameter],
    of operation: Located,
    path: String
  ) throws(Defect) -> [Parameter] {
    let placeholders = PathTemplate(path).placeholders
    var parameters: [Parameter] = []
    for parameter in declared {
      guard let location = Parameter.Location(rawValue: parameter.location) else { continue }
      switch location {
      case .path where !placeholders.contains(parameter.name):
        findings.warn(
          .unusedPathParameter,
          "The path `\(path)` has no `{\(parameter.name)}`, so this parameter is left out.",
          at: parameter.node.pointer
        )
        continue
      case .header where Self.fieldsOfTheirOwn.contains(parameter.name.lowercased()):
        // Described by media types and security instead (3.1.1 §4.8.12.2).
        continue
      default: break
      }
      parameters.append(try lowered(parameter, location: location))
    }
    if parameters.contains(where: { $0.location == .querystring }),
      parameters.contains(where: { $0.location == .query })
    {
      findings.warn(
        .querystringBesideQuery,
        "`in: querystring` describes the whole query, so there must be no `in: query` beside it; "
          + "these are left out.",
        at: operation.pointer
      )
      parameters.removeAll { $0.location == .query }
    }
    let inPath = Set(parameters.filter { $0.location == .path }.map(\.name))
    for name in placeholders where !inPath.contains(name) {
      parameters.append(undeclared(name, of: operation))
    }
    return parameters
  }

  private static let fieldsOfTheirOwn: Set<String> = ["accept", "content-type", "authorization"]

  private mutating func lowered(
    _ parameter: DeclaredParameter,
    location: Parameter.Location
  ) throws(Defect) -> Parameter {
    let node = parameter.node
    if location == .path, node.flag("required") != true {
      findings.warn(
        .optionalPathParameter,
        "The path parameter `\(parameter.name)` has to say `required: true`; it is read that way.",
        at: node.pointer
      )
    }
    let serialisation =
      version == .swagger20
      ? collectionSerialisation(of: parameter, location: location)
      : serialisation(of: parameter, location: location)
    let (schema, content) =
      version == .swagger20
      ? (swaggerSchema(of: node), nil) : try parameterDescription(parameter, location: location)
    return Parameter(
      name: parameter.name,
      location: location,
      style: serialisation.style,
      explode: serialisation.explode,
      isRequired: location == .path || node.flag("required") ?? false,
      isDeprecated: node.flag("deprecated") ?? false,
      allowsReserved: node.flag("allowReserved") ?? false,
      allowsEmptyValue: location == .query && node.flag("allowEmptyValue") ?? false,
      schema: schema,
      content: content,
      examples: version == .swagger20 ? try swaggerExamples(of: node) : try examples(of: node),
      pointer: node.pointer
    )
  }

  /// What a parameter's value looks like: a schema, or a media type that it is written in.
  private mutating func parameterDescription(
    _ parameter: DeclaredParameter,
    location: Parameter.Location
  ) throws(Defect) -> (SchemaID?, MediaTypeObject?) {
    let node = parameter.node
    if let written = node["schema"] {
      if node["content"] != nil {
        findings.warn(
          .schemaBesideContent,
          "The parameter `\(parameter.name)` has both `schema` and `content`; `content` is "
            + "ignored.",
          at: node.pointer
        )
      }
      return (schema(written), nil)
    }
    let types = try mediaTypes(node["content"])
    if types.count > 1 {
      findings.warn(
        .severalParameterTypes,
        "`content` of the parameter `\(parameter.name)` has to name exactly one media type; only "
          + "the first one is used.",
        at: node.pointer.appending("content")
      )
    }
    if let type = types.first {
      return (nil, type)
    }
    findings.warn(
      .parameterWithoutSchema,
      "The parameter `\(parameter.name)` has no `schema`, so any value is taken for valid.",
      at: node.pointer
    )
    return (compiler.compile([:], at: node.pointer.appending("schema")), nil)
  }

  private mutating func undeclared(_ name: String, of operation: Located) -> Parameter {
    findings.warn(
      .undeclaredPathParameter,
      "`{\(name)}` of the path is not declared as a parameter; it is taken for a text.",
      at: operation.pointer
    )
    let pointer = operation.pointer.appending("parameters").appending("{\(name)}")
    return Parameter(
      name: name,
      location: .path,
      style: .simple,
      explode: false,
      isRequired: true,
      isDeprecated: false,
      allowsReserved: false,
      allowsEmptyValue: false,
      schema: compiler.compile(["type": "string", "minLength": 1], at: pointer),
      content: nil,
      examples: [],
      pointer: operation.pointer
    )
  }
}
