import JSONSchema
import OrderedCollections

/// Turns the value of a document of any version into the one model (``APIDocument``).
///
/// A part of the document has its own extension and file. What is wrong with one operation is
/// thrown as a ``Defect`` and costs that operation only; everything smaller is a finding.
struct DocumentLowering {
  let root: Located
  let version: SpecificationVersion
  let limits: DocumentReader.Limits
  /// Where the document stands; relative servers are meant from there (3.1.1 §4.8.5).
  let location: URIReference
  let versionText: String
  var compiler: SchemaCompiler
  var findings: Findings
  /// `operationId` → ``Operation/id``, of everything declared; for links.
  var operationIDs: [String: String] = [:]
  /// Place of an Operation Object → ``Operation/id``; for links.
  var operationPointers: [JSONPointer: String] = [:]
  /// Places of Swagger 2.0 parameters → the schema made of them, so that a shared one is made once.
  var madeSchemas: [[JSONPointer]: SchemaID] = [:]
  private var partCount = 0

  init(
    _ value: JSONValue,
    documents: ReferencedDocuments,
    limits: DocumentReader.Limits
  ) throws(DocumentError) {
    let value = documents.compound(value)
    let root = Located(value: value, pointer: .root)
    guard root.isMapping else {
      throw DocumentError(
        .notOpenAPI,
        "This is not an OpenAPI document.",
        "The document is \(value.kindName); an OpenAPI document is a mapping that begins with "
          + "`openapi: 3.1.0`.",
        pointer: .root
      )
    }
    var findings = Findings(max: limits.findingsMax)
    (version, versionText) = try SpecificationVersion.detect(in: root, findings: &findings)
    let dialect = SchemaDialect(version: version, root: root, findings: &findings)
    let schemas = version.components("schemas")
    let mounted = documents.documents.indices.map {
      ReferencedDocuments.place.appending($0).appending(contentsOf: schemas)
    }
    compiler = SchemaCompiler(
      document: value,
      dialect: dialect,
      componentRoots: [schemas] + mounted.filter { value.value(at: $0) != nil },
      documents: documents.forSchemas
    )
    self.root = root
    self.limits = limits
    location = documents.base
    self.findings = findings
  }

  /// Lowers everything.
  ///
  /// - Throws: ``DocumentError`` when nothing in the document can be used.
  mutating func document() throws(DocumentError) -> APIDocument {
    let info = root["info"]
    if info?.isMapping != true {
      findings.warn(.missingInfo, "`info` with `title` and `version` is missing.", at: root.pointer)
    }
    let items = try pathItems()
    let servers = documentServers()
    let schemes = securitySchemes()
    var (operations, skipped) = operations(of: items, securitySchemes: schemes)
    let components = componentSchemas()
    let webhooks = webhooks()
    let schemas = compiler.arena()
    skipUnresolved(&operations, &skipped, schemas: schemas)
    try refuseWithoutOperation(operations, skipped)
    dropDanglingLinks(&operations)
    return APIDocument(
      version: versionText,
      title: info?.text("title") ?? "Untitled API",
      apiVersion: info?.text("version") ?? "",
      summary: info?.headline,
      servers: servers,
      tags: tags(),
      operations: operations,
      skippedOperations: skipped,
      webhooks: webhooks,
      securitySchemes: schemes,
      schemas: schemas,
      componentSchemas: components,
      problems: reasons(of: skipped) + findings.diagnostics(kind: "findings")
        + schemaProblems(besides: skipped)
    )
  }

  /// Compiles the schema that stands here.
  mutating func schema(_ node: Located) -> SchemaID {
    // `file` is a type of Swagger 2.0 alone (2.0 §5.4.17) and means bytes.
    if version == .swagger20, node.text("type") == "file" {
      return madeSchema(of: [node]) { SwaggerSchema.file }
    }
    return compiler.compile(at: node.pointer)
  }

  /// Counts parts of operations, so that what many operations refer to cannot multiply without a
  /// bound.
  mutating func spend(_ count: Int, at pointer: JSONPointer) throws(Defect) {
    partCount += count
    guard partCount > limits.partsMax else { return }
    throw Defect(
      .tooManyParts,
      "Up to here the operations have more than \(limits.partsMax) parameters, responses, "
        + "examples and the like; split the document.",
      at: pointer
    )
  }

  private mutating func componentSchemas() -> OrderedDictionary<String, SchemaID> {
    let place = version.components("schemas")
    guard let value = root.value.value(at: place), !value.isNull else { return [:] }
    guard let names = value.objectValue?.map(\.key) else {
      findings.warn(.wrongShape, "The schemas have to be a mapping of names to schemas.", at: place)
      return [:]
    }
    var schemas: OrderedDictionary<String, SchemaID> = [:]
    for name in names {
      schemas[name] = schema(
        Located(value: value[name] ?? .null, pointer: place.appending(name))
      )
    }
    return schemas
  }

  private func tags() -> [Tag] {
    (root["tags"]?.elements ?? []).compactMap { tag in
      tag.text("name").map { name in
        Tag(name: name, description: tag.text("description"), parent: tag.text("parent"))
      }
    }
  }

  /// What the compiler found, as warnings; not again where an operation was skipped for it.
  private func schemaProblems(besides skipped: [SkippedOperation]) -> [Diagnostic] {
    let reported = Set(skipped.compactMap(\.reason.pointer))
    var problems = Findings(max: limits.schemaFindingsMax)
    for problem in compiler.problems {
      let isReference = problem.pointer.lastToken == "$ref"
      if let place = isReference ? problem.pointer.parent : problem.pointer,
        reported.contains(place)
      {
        continue
      }
      problems.warn(ProblemCode(problem.kind), problem.message, at: problem.pointer)
    }
    return problems.diagnostics(kind: "findings about schemas")
  }

  private func refuseWithoutOperation(
    _ operations: [Operation],
    _ skipped: [SkippedOperation]
  ) throws(DocumentError) {
    guard operations.isEmpty, !skipped.isEmpty else { return }
    throw DocumentError(
      summary: "None of the \(skipped.count) operations of the document can be used.",
      problems: reasons(of: skipped)
    )
  }

  private func reasons(of skipped: [SkippedOperation]) -> [Diagnostic] {
    var reasons = Findings(max: limits.findingsMax)
    for operation in skipped {
      reasons.add(operation.reason)
    }
    return reasons.diagnostics(kind: "reasons")
  }
}
