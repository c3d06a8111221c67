import JSONSchema
import OpenAPI

@testable import Generation

/// Small documents for tests, and what is made of them.
enum Documents {
  static func read(_ yaml: String) throws -> APIDocument {
    try DocumentReader().read(Array(yaml.utf8))
  }

  /// A document with these paths, and components if any, in YAML.
  static func api(_ paths: String, components: String? = nil) throws -> APIDocument {
    var text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n" + indented(paths)
    if let components { text += "\ncomponents:\n" + indented(components) }
    return try read(text)
  }

  /// A document with one GET on each of the paths.
  static func paths(_ paths: [String]) throws -> APIDocument {
    try api(
      paths.map { "'\($0)': {get: {responses: {'200': {description: ok}}}}" }
        .joined(separator: "\n")
    )
  }

  /// A pet store with everything that the techniques look for.
  static func petStore() throws -> APIDocument {
    try api(petStorePaths, components: petStoreComponents)
  }

  static let petStorePaths = """
    /pets:
      get:
        operationId: listPets
        tags: [pets]
        parameters:
          - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        responses: {'200': {description: ok}, '400': {description: bad}}
      post:
        operationId: createPet
        tags: [pets]
        requestBody:
          required: true
          content:
            application/json:
              schema: {$ref: '#/components/schemas/NewPet'}
              examples: {dog: {value: {name: Rex, kind: dog}}}
        responses:
          '201':
            description: made
            headers: {Location: {required: true, schema: {type: string}}}
            content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
          '422': {description: invalid}
    /pets/{petId}:
      parameters: [{name: petId, in: path, required: true, schema: {type: integer, minimum: 1}}]
      get:
        responses:
          '200':
            description: ok
            content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
          '404': {description: none}
      delete:
        responses: {'204': {description: gone}, '404': {description: none}}
    """

  static let petStoreComponents = """
    schemas:
      NewPet:
        type: object
        required: [name, kind]
        properties:
          name: {type: string, minLength: 1, maxLength: 10}
          kind: {type: string, enum: [dog, cat]}
          age: {type: integer, minimum: 0}
      Pet:
        type: object
        required: [id, name]
        properties:
          id: {type: integer, readOnly: true}
          name: {type: string}
    """

  /// Designs every operation and finishes the suite.
  static func suite(
    _ document: APIDocument,
    _ options: GenerationOptions = GenerationOptions()
  ) -> Suite {
    let designer = SuiteDesigner(document: document, documentHash: "hash", options: options)
    return designer.finish(designer.operations.map(designer.design))
  }

  /// What the techniques see of one operation, without producers.
  static func context(
    _ document: APIDocument,
    _ id: String,
    _ options: GenerationOptions = GenerationOptions()
  ) -> OperationContext? {
    let schemas = ResponseSchemas(of: document.operations, in: document)
    let basis = DesignBasis(document, options: options, schemas: schemas)
    return document.operations.first { $0.id == id }.map {
      OperationContext($0, on: basis, produced: ResourceProducers(on: basis).producers(for: $0))
    }
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }
      .joined(separator: "\n")
  }
}
