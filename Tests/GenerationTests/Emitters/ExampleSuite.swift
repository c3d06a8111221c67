import JSONSchema
import OpenAPI

@testable import Generation

/// A small suite made by hand: every kind of request, content and expectation once.
enum ExampleSuite {
  static let value = Suite(
    title: "Pet shop",
    apiVersion: "1.2.0",
    specificationVersion: "3.1.0",
    documentHash: String(repeating: "ab", count: 32),
    seed: 1,
    baseURL: "http://127.0.0.1:8000",
    securitySchemes: [
      NamedSecurityScheme(name: "token", scheme: .http(scheme: "bearer")),
      NamedSecurityScheme(name: "shopKey", scheme: .apiKey(name: "X-Shop-Key", location: .header)),
      NamedSecurityScheme(name: "partnerKey", scheme: .apiKey(name: "key", location: .query)),
    ],
    operations: [listPets, createPet, readPet, deletePet, putPhoto],
    lifecycles: [lifecycle],
    schemaDocument: schemas,
    omissions: [
      Omission(
        technique: nil,
        operation: "PATCH /pets",
        reason: "the parameter 'x' cannot be resolved",
        count: 1
      )
    ],
    problems: [
      Diagnostic(
        severity: .warning,
        code: .undeclaredPathParameter,
        message: "tags | are not declared",
        pointer: JSONPointer(["paths", "/pets"])
      )
    ]
  )

  // MARK: - Operations

  static let listPets = OperationSuite(
    id: "GET /pets",
    operationID: "listPets",
    method: "GET",
    path: "/pets",
    summary: "List pets",
    tags: ["pets"],
    group: "pets",
    cases: [
      testCase(
        "000000000001",
        "GET /pets – only what is required → 200",
        .requiredOnly,
        .p0,
        CaseRequest(method: "GET", pathTemplate: "/pets"),
        status200(listAnswer)
      ),
      testCase(
        "000000000002",
        "GET /pets – limit at maximum 100 → 200",
        .boundaryInside,
        .p1,
        CaseRequest(
          method: "GET",
          pathTemplate: "/pets",
          query: [QueryArgument(name: "limit", value: "100")],
          headers: [HeaderArgument(name: "X-Request-Id", value: "a b")],
          cookies: [HeaderArgument(name: "theme", value: "dark")]
        ),
        status200(listAnswer)
      ),
      testCase(
        "000000000003",
        "GET /pets – limit above maximum 100 → 4xx",
        .boundaryOutside,
        .p1,
        CaseRequest(
          method: "GET",
          pathTemplate: "/pets",
          query: [QueryArgument(name: "limit", value: "101")]
        ),
        rejected()
      ),
    ],
    omissions: [
      Omission(
        technique: .wrongType,
        operation: "GET /pets",
        reason: "every text is a valid name in a query",
        count: 2
      )
    ]
  )

  static let createPet = OperationSuite(
    id: "POST /pets",
    operationID: "createPet",
    method: "POST",
    path: "/pets",
    summary: "Add a pet",
    tags: ["pets", "Wild life"],
    group: "pets",
    cases: [
      testCase(
        "000000000011",
        "POST /pets – all fields → 201",
        .allFields,
        .p0,
        create(fullPet),
        Expectation(
          statuses: [.code(201)],
          statusText: "201",
          responses: [createdAnswer, problemAnswer]
        )
      ),
      testCase(
        "000000000012",
        "POST /pets – name is missing → 4xx",
        .missingRequired,
        .p0,
        create(["age": 3]),
        rejected()
      ),
      testCase(
        "000000000013",
        "POST /pets – the content is not JSON → 4xx",
        .missingRequired,
        .p2,
        CaseRequest(
          method: "POST",
          pathTemplate: "/pets",
          content: CaseContent(mediaType: "application/json", payload: .text("{\"name\": ")),
          securitySchemes: ["token"]
        ),
        rejected()
      ),
    ]
  )

  static let readPet = OperationSuite(
    id: "GET /pets/{petId}",
    method: "GET",
    path: "/pets/{petId}",
    tags: ["pets"],
    group: "pets",
    cases: [
      testCase(
        "000000000021",
        "GET /pets/{petId} – an existing pet → 200",
        .requiredOnly,
        .p0,
        onePet("GET"),
        Expectation(
          statuses: [.code(200)],
          statusText: "200",
          responses: [petAnswer, problemAnswer]
        )
      ),
      testCase(
        "000000000022",
        "GET /pets/{petId} – petId is text → 4xx",
        .wrongType,
        .p1,
        CaseRequest(
          method: "GET",
          pathTemplate: "/pets/{petId}",
          pathParameters: [PathArgument(name: "petId", source: .literal("a%2Fb%20c"))]
        ),
        rejected()
      ),
    ]
  )

  static let deletePet = OperationSuite(
    id: "DELETE /pets/{petId}",
    method: "DELETE",
    path: "/pets/{petId}",
    tags: ["pets"],
    group: "pets",
    cases: [
      testCase(
        "000000000031",
        "DELETE /pets/{petId} – an existing pet → 204",
        .requiredOnly,
        .p0,
        onePet("DELETE", security: ["token"]),
        Expectation(
          statuses: [.code(204)],
          statusText: "204",
          responses: [ExpectedResponse(status: .code(204))],
          forbidsContent: true
        )
      )
    ]
  )

  static let putPhoto = OperationSuite(
    id: "PUT /pets/{petId}/photo",
    method: "PUT",
    path: "/pets/{petId}/photo",
    summary: nil,
    tags: ["photos"],
    group: "photos",
    cases: [
      testCase(
        "000000000041",
        "PUT /pets/{petId}/photo – all fields → 2xx",
        .allFields,
        .p1,
        photo(
          .multipart([
            MultipartPart(
              name: "file",
              fileName: "a \"b\".png",
              contentType: "image/png",
              content: [0x89, 0x50, 0x4E, 0x47, 0xFF]
            ),
            MultipartPart(
              name: "caption",
              fileName: nil,
              contentType: nil,
              content: Array("Rex".utf8)
            ),
          ]),
          "multipart/form-data"
        ),
        Expectation(statuses: [.range(2)], statusText: "2xx")
      ),
      testCase(
        "000000000042",
        "PUT /pets/{petId}/photo – raw bytes → 2xx",
        .documentedExample,
        .p2,
        photo(.bytes([0, 255, 128]), "image/png"),
        Expectation(statuses: [.range(2)], statusText: "2xx")
      ),
    ]
  )

  // MARK: - Lifecycle

  static let lifecycle = Lifecycle(
    id: "0000000000f1",
    title: "Pets: create, read, delete, read again is 404",
    technique: .lifecycle,
    priority: .p1,
    tags: ["stateful", "S01", "wfc:F103"],
    group: "pets",
    producer: producer,
    steps: [
      LifecycleStep(
        title: "GET /pets/{petId} finds the new pet → 200",
        operation: "GET /pets/{petId}",
        request: onePet("GET"),
        expectation: Expectation(
          statuses: [.code(200)],
          statusText: "200",
          responses: [petAnswer, problemAnswer]
        )
      ),
      LifecycleStep(
        title: "DELETE /pets/{petId} removes it → 204",
        operation: "DELETE /pets/{petId}",
        request: onePet("DELETE", security: ["token"]),
        expectation: Expectation(statuses: [.code(204)], statusText: "204", forbidsContent: true)
      ),
      LifecycleStep(
        title: "GET /pets/{petId} does not find it any more → 404 or 410",
        operation: "GET /pets/{petId}",
        request: onePet("GET"),
        expectation: Expectation(
          statuses: [.code(404), .code(410)],
          statusText: "404 or 410",
          responses: [petAnswer, problemAnswer]
        )
      ),
    ],
    reason: "A resource that was removed must not be readable."
  )

  static let producer = ResourceProducer(
    fixtureName: "pet_id",
    operation: "POST /pets",
    request: create(["name": "Rex"]),
    responsePointer: JSONPointer(["id"]),
    cleanUp: CleanUp(
      method: "DELETE",
      pathTemplate: "/pets/{petId}",
      parameterName: "petId",
      securitySchemes: ["token"]
    )
  )
}
