import JSONSchema
import OpenAPI

/// What the design of every operation of a document stands on; made once, shared by all threads.
struct DesignBasis: Sendable {
  let document: APIDocument
  let options: GenerationOptions
  let schemas: ResponseSchemas
  let routes: SharedRoutes
  /// For all operations: what differs between them comes from the salt, which has the operation's id.
  let sampler: Sampler
  let validator: SchemaValidator

  init(_ document: APIDocument, options: GenerationOptions, schemas: ResponseSchemas) {
    self.document = document
    self.options = options
    self.schemas = schemas
    routes = SharedRoutes(document.operations)
    sampler = Sampler(
      arena: document.schemas,
      direction: .request,
      seed: StableHash("values", String(options.seed)).value,
      domainHint: options.domainHint
    )
    validator = SchemaValidator(arena: document.schemas, direction: .request)
  }

  /// Why nothing can be expected of the operation at a run's one BASE_URL; `nil` for most.
  func exclusion(of operation: Operation) -> String? {
    let known = Set(document.servers.map(\.url))
    if let other = operation.servers.first, !known.isEmpty,
      operation.servers.allSatisfy({ !known.contains($0.url) })
    {
      return "it has a server of its own, \(other.url), and a run has one BASE_URL"
    }
    return routes.reason(for: operation)
  }
}
