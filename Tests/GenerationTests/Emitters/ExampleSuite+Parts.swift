import JSONSchema
import OpenAPI

@testable import Generation

/// What the operations of the example suite are put together from.
extension ExampleSuite {
  static let fullPet: JSONValue = .object([
    "name": "Réx \"the\" dog 🐕", "age": 3,
    "chip": .number(JSONNumber("90071992547409931234567890") ?? 0),
    "weight": .number(JSONNumber("12.10") ?? 0),
  ])

  static let schemas: JSONValue = [
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": [
      "Pet": [
        "type": "object", "required": ["id", "name"],
        "properties": [
          "id": ["type": "integer"], "name": ["type": "string", "pattern": "^\\S"],
          "weight": ["type": "number", "multipleOf": 0.01],
          "born": ["type": "string", "format": "date"],
        ],
      ],
      "Pets": ["type": "array", "items": ["$ref": "#/$defs/Pet"]],
      "Problem": ["type": "object", "required": ["title"]],
      "Count": ["type": "integer", "minimum": 0],
    ],
  ]

  static let petAnswer = ExpectedResponse(
    status: .code(200),
    mediaTypes: ["application/json"],
    schemaKey: "Pet"
  )
  static let createdAnswer = ExpectedResponse(
    status: .code(201),
    mediaTypes: ["application/json"],
    schemaKey: "Pet",
    requiredHeaders: [ExpectedHeader(name: "Location")]
  )
  static let listAnswer = ExpectedResponse(
    status: .code(200),
    mediaTypes: ["application/json"],
    schemaKey: "Pets",
    requiredHeaders: [ExpectedHeader(name: "X-Total-Count", schemaKey: "Count")]
  )
  static let problemAnswer = ExpectedResponse(
    status: .range(4),
    mediaTypes: ["application/problem+json"],
    schemaKey: "Problem"
  )

  static func testCase(
    _ id: String,
    _ title: String,
    _ technique: Technique,
    _ priority: Generation.Priority,
    _ request: CaseRequest,
    _ expectation: Expectation
  ) -> TestCase {
    TestCase(
      id: id,
      title: title,
      technique: technique,
      priority: priority,
      tags: [technique.family.rawValue, technique.rawValue, "wfc:F100"],
      request: request,
      expectation: expectation,
      reason: "The document says so."
    )
  }

  static func status200(_ answer: ExpectedResponse) -> Expectation {
    Expectation(statuses: [.code(200)], statusText: "200", responses: [answer, problemAnswer])
  }

  static func rejected() -> Expectation {
    Expectation(
      statuses: [.code(400), .code(404), .code(422)],
      statusText: "4xx",
      responses: [problemAnswer]
    )
  }

  static func create(_ pet: JSONValue) -> CaseRequest {
    CaseRequest(
      method: "POST",
      pathTemplate: "/pets",
      content: CaseContent(mediaType: "application/json", payload: .json(pet)),
      securitySchemes: ["token"]
    )
  }

  static func onePet(_ method: String, security: [String] = []) -> CaseRequest {
    CaseRequest(
      method: method,
      pathTemplate: "/pets/{petId}",
      pathParameters: [PathArgument(name: "petId", source: .produced(producer))],
      securitySchemes: security
    )
  }

  static func photo(_ payload: CaseContent.Payload, _ mediaType: String) -> CaseRequest {
    CaseRequest(
      method: "PUT",
      pathTemplate: "/pets/{petId}/photo",
      pathParameters: [PathArgument(name: "petId", source: .produced(producer))],
      query: [QueryArgument(name: "size", value: "1,2|3%20", isEncoded: true)],
      content: CaseContent(mediaType: mediaType, payload: payload),
      securitySchemes: ["partnerKey"]
    )
  }
}
