import JSONSchema

/// The versions of the specification that lowering tells apart.
enum SpecificationVersion: Int, Comparable {
  case swagger20, openAPI30, openAPI31, openAPI32

  static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Where named things of one kind are kept: `/components/schemas`, and `/definitions` in 2.0.
  func components(_ kind: String) -> JSONPointer {
    guard self == .swagger20 else { return JSONPointer(tokens: ["components", kind]) }
    return JSONPointer(tokens: [kind == "schemas" ? "definitions" : kind])
  }

  /// The version of a document that has one.
  init?(of value: JSONValue) {
    var findings = Findings(max: 0)
    let root = Located(value: value, pointer: .root)
    guard let version = try? Self.detect(in: root, findings: &findings).version else { return nil }
    self = version
  }

  /// The version that a document says it has, with the text it says it by.
  ///
  /// - Throws: ``DocumentError`` when the document names none, or one that cannot be read.
  static func detect(
    in root: Located,
    findings: inout Findings
  ) throws(DocumentError) -> (version: SpecificationVersion, text: String) {
    if let text = root.text("openapi") {
      if root["swagger"] != nil {
        findings.warn(
          .unknownVersion,
          "The document has both `openapi` and `swagger`; it is read as OpenAPI \(text). Remove "
            + "`swagger`.",
          at: root.pointer.appending("swagger")
        )
      }
      return (try openAPI(text, findings: &findings), text)
    }
    guard let text = root.text("swagger") else { throw missing(in: root) }
    guard text == "2.0" || text == "2" else {
      let right =
        text.hasPrefix("3")
        ? "Write `openapi: \(text)` instead of `swagger: \(text)`."
        : "Convert the document to Swagger 2.0 or OpenAPI 3."
      throw refusal("Version \(text) of Swagger cannot be read.", right, ["swagger"])
    }
    return (.swagger20, text)
  }

  private static func openAPI(
    _ text: String,
    findings: inout Findings
  ) throws(DocumentError) -> SpecificationVersion {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.first == "3" else {
      let right =
        text.hasPrefix("2")
        ? "Write `swagger: \"2.0\"` instead of `openapi: \(text)`."
        : "Versions 3.0, 3.1 and 3.2, and Swagger 2.0, can be read."
      throw refusal("Version \(text) of OpenAPI cannot be read.", right, ["openapi"])
    }
    switch parts.dropFirst().first {
    case "0": return .openAPI30
    case "1": return .openAPI31
    case "2": return .openAPI32
    default:
      let minor = parts.dropFirst().first.flatMap { Int($0) }
      let nearest = minor.map { $0 > 2 } ?? false ? "3.2" : "3.0"
      findings.warn(
        .unknownVersion,
        "Version \(text) of OpenAPI is not known; the document is read as \(nearest).",
        at: JSONPointer(tokens: ["openapi"])
      )
      return nearest == "3.2" ? .openAPI32 : .openAPI30
    }
  }

  private static func missing(in root: Located) -> DocumentError {
    let others = [
      ("asyncapi", "an AsyncAPI document"), ("arazzo", "an Arazzo description"),
      ("overlay", "an OpenAPI Overlay"), ("swaggerVersion", "a Swagger 1 document"),
      ("$schema", "a JSON Schema"),
    ]
    let other = others.first { root[$0.0] != nil }
    return DocumentError(
      .notOpenAPI,
      "This is not an OpenAPI document.",
      (other.map { "It looks like \($0.1). " } ?? "")
        + "There is no `openapi` or `swagger` key at the top; an OpenAPI document begins with "
        + "`openapi: 3.1.0` or `swagger: \"2.0\"`.",
      pointer: root.pointer
    )
  }

  private static func refusal(
    _ summary: String,
    _ message: String,
    _ tokens: [String]
  ) -> DocumentError {
    DocumentError(.unsupportedVersion, summary, message, pointer: JSONPointer(tokens: tokens))
  }
}

extension SchemaDialect {
  /// The dialect of a document's schemas, `jsonSchemaDialect` (3.1.1 §4.8.24.3) included.
  init(version: SpecificationVersion, root: Located, findings: inout Findings) {
    switch version {
    case .swagger20: self = .swagger20
    case .openAPI30: self = .openAPI30
    case .openAPI31, .openAPI32:
      self = .openAPI31
      guard let declared = root["jsonSchemaDialect"] else { return }
      let name = declared.value.stringValue ?? ""
      if name.contains("spec.openapis.org/oas/") || name.contains("draft/2020-12/schema") { return }
      if name.contains("draft/2019-09/schema") {
        self = .draft201909
      } else if name.contains("draft-07/schema") {
        self = .draft7
      } else if name.contains("draft-06/schema") {
        self = .draft6
      } else if name.contains("draft-04/schema") {
        self = .draft4
      } else {
        findings.warn(
          .unknownDialect,
          "The `jsonSchemaDialect` `\(name)` is not known; schemas are read as JSON Schema "
            + "2020-12.",
          at: declared.pointer
        )
      }
    }
  }
}
