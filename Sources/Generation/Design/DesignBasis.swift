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
}
