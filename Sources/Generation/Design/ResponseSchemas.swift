import JSONSchema
import OpenAPI

/// The response schemas of the operations, gathered in one JSON Schema document.
///
/// Made before the design begins, so that every operation can name its keys independently.
struct ResponseSchemas: Sendable {
  /// What the suite carries as its `schemaDocument`.
  let document: JSONValue
  private let keys: [SchemaID: String]

  init(of operations: [Operation], in document: APIDocument) {
    var bundle = SchemaBundle(arena: document.schemas, direction: .response)
    var keys: [SchemaID: String] = [:]
    func add(_ id: SchemaID, named name: String) {
      guard keys[id] == nil else { return }
      keys[id] = bundle.key(for: id, suggestedName: name)
    }
    for operation in operations {
      let name = operation.operationID ?? operation.id
      for response in operation.responses {
        let suffix = StatusText.of(response.status)
        if let id = Self.schema(of: response) {
          add(id, named: document.schemas[id].name ?? "\(name) \(suffix)")
        }
        for header in response.headers where Self.isChecked(header) {
          if let id = header.schema { add(id, named: "\(name) \(suffix) \(header.name)") }
        }
      }
    }
    self.keys = keys
    self.document = bundle.document()
  }

  /// What the suite checks of a documented response to a request with the method.
  func expected(_ response: Response, method: String) -> ExpectedResponse {
    let headers = response.headers.filter(Self.isChecked).map { header in
      ExpectedHeader(name: header.name, schemaKey: header.schema.flatMap { keys[$0] })
    }
    guard method != "HEAD", !StatusText.isWithoutContent(response.status) else {
      return ExpectedResponse(status: response.status, requiredHeaders: headers)
    }
    return ExpectedResponse(
      status: response.status,
      mediaTypes: response.content.map(\.mediaType),
      schemaKey: Self.schema(of: response).flatMap { keys[$0] },
      requiredHeaders: headers
    )
  }

  /// The schema that JSON content of the response has; none when media types disagree.
  private static func schema(of response: Response) -> SchemaID? {
    let json = response.content.filter {
      let mediaType = MediaType($0.mediaType)
      return mediaType.isJSON || mediaType.preference == 2
    }
    guard let first = json.first?.schema, json.allSatisfy({ $0.schema == first }) else {
      return nil
    }
    return first
  }

  /// Only required fields are demanded; Content-Type has its own check (OpenAPI 3.1.1 §4.8.17).
  private static func isChecked(_ header: ResponseHeader) -> Bool {
    header.isRequired && header.name.lowercased() != "content-type"
  }
}
