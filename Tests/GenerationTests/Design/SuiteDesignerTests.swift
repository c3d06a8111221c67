import JSONSchema
import OpenAPI
import Testing

@testable import Generation

@Suite struct SuiteDesignerTests {
  private func titles(_ suite: Suite, _ id: String) -> [String] {
    (suite.operations.first { $0.id == id }?.cases ?? []).map {
      "\($0.technique.rawValue) \($0.title) | \($0.expectation.statusText)"
    }
  }

  @Test func `designs the cases of a listing`() throws {
    #expect(
      titles(Documents.suite(try Documents.petStore()), "GET /pets") == [
        "P01 GET /pets – without optional inputs → 200 | 200",
        "P02 GET /pets – all parameters → 200 | 200",
        "P06 GET /pets – query limit at minimum 1 → 200 | 200",
        "P06 GET /pets – query limit just inside minimum 1 → 200 | 200",
        "P06 GET /pets – query limit at maximum 100 → 200 | 200",
        "P06 GET /pets – query limit just inside maximum 100 → 200 | 200",
        "N02 GET /pets – query limit is a string → 4xx | 400 or 422",
        "N02 GET /pets – query limit is a number → 4xx | 400 or 422",
        "N02 GET /pets – query limit is a boolean → 4xx | 400 or 422",
        "N03 GET /pets – query limit below minimum 1 → 4xx | 400 or 422",
        "N03 GET /pets – query limit above maximum 100 → 4xx | 400 or 422",
      ]
    )
  }

  @Test func `designs the cases of a creation`() throws {
    var options = GenerationOptions()
    options.techniques = [.positive, .boundary]
    #expect(
      titles(Documents.suite(try Documents.petStore(), options), "POST /pets") == [
        "P01 POST /pets – only required fields → 201 | 201",
        "P02 POST /pets – all fields → 201 | 201",
        "P04 POST /pets – example dog → 201 | 201",
        "P05 POST /pets – kind is dog → 201 | 201",
        "P05 POST /pets – kind is cat → 201 | 201",
        "P06 POST /pets – name at minLength 1 → 201 | 201",
        "P06 POST /pets – name just inside minLength 1 → 201 | 201",
        "P06 POST /pets – name at maxLength 10 → 201 | 201",
        "P06 POST /pets – name just inside maxLength 10 → 201 | 201",
        "P06 POST /pets – age at minimum 0 → 201 | 201",
        "P06 POST /pets – age just inside minimum 0 → 201 | 201",
        "N03 POST /pets – name shorter than minLength 1 → 4xx | 400 or 422",
        "N03 POST /pets – name longer than maxLength 10 → 4xx | 400 or 422",
        "N03 POST /pets – age below minimum 0 → 4xx | 400 or 422",
      ]
    )
  }

  @Test func `designs the negative cases of a creation`() throws {
    var options = GenerationOptions()
    options.techniques = [.negative]
    let all = titles(Documents.suite(try Documents.petStore(), options), "POST /pets")
    for expected in [
      "N01 POST /pets – the content is missing → 4xx | 400, 415 or 422",
      "N01 POST /pets – name is missing → 4xx | 400 or 422",
      "N01 POST /pets – kind is missing → 4xx | 400 or 422",
      "N02 POST /pets – the content is a string → 4xx | 400 or 422",
      "N02 POST /pets – name is null → 4xx | 400 or 422",
      "N02 POST /pets – age is a string → 4xx | 400 or 422",
      "N04 POST /pets – kind is not one of its values → 4xx | 400 or 422",
    ] {
      #expect(all.contains(expected))
    }
    #expect(all.allSatisfy { $0.hasPrefix("N") && $0.contains("→ 4xx") })
  }

  @Test func `produces the value of a path parameter and stays strict then`() throws {
    let suite = Documents.suite(try Documents.petStore())
    let read = try #require(suite.operations.first { $0.id == "GET /pets/{petId}" })
    let first = try #require(read.cases.first)
    #expect(first.title == "GET /pets/{petId} – valid request → 200")
    #expect(first.expectation.statuses == [.code(200)])
    guard case .produced(let producer) = first.request.pathParameters.first?.source else {
      Issue.record("the path value must be produced")
      return
    }
    #expect(producer.fixtureName == "pet_id")
    #expect(producer.operation == "POST /pets")
    #expect(producer.responsePointer == JSONPointer("/id"))
    #expect(producer.cleanUp?.pathTemplate == "/pets/{petId}")
    #expect(producer.cleanUp?.parameterName == "petId")
    let boundary = try #require(read.cases.first { $0.technique == .boundaryInside })
    #expect(boundary.expectation.statuses == [.code(200), .code(404)])
  }

  @Test func `marks what may delete something that it did not create`() throws {
    let suite = Documents.suite(try Documents.petStore())
    let delete = try #require(suite.operations.first { $0.id == "DELETE /pets/{petId}" })
    for test in delete.cases {
      let isProduced = test.request.pathParameters.contains {
        if case .produced = $0.source { true } else { false }
      }
      let isRefused = test.tags.contains("negative")
      #expect(test.tags.contains("destructive") == (!isProduced && !isRefused), "\(test.title)")
    }
  }

  @Test func `gives every response its oracle`() throws {
    let suite = Documents.suite(try Documents.petStore())
    let create = try #require(suite.operations.first { $0.id == "POST /pets" }?.cases.first)
    let made = try #require(create.expectation.responses.first { $0.status == .code(201) })
    #expect(made.mediaTypes == ["application/json"])
    #expect(made.requiredHeaders.map(\.name) == ["Location"])
    let key = try #require(made.schemaKey)
    #expect(suite.schemaDocument["$defs"]?[key] != nil)
    let delete = try #require(
      suite.operations.first { $0.id == "DELETE /pets/{petId}" }?.cases.first
    )
    #expect(delete.expectation.forbidsContent)
    let gone = try #require(delete.expectation.responses.first { $0.status == .code(204) })
    #expect(gone.mediaTypes.isEmpty && gone.schemaKey == nil)
  }

  @Test func `keeps titles short, single and unique, and ids unique`() throws {
    let suite = Documents.suite(try Documents.petStore())
    for operation in suite.operations {
      #expect(Set(operation.cases.map(\.title)).count == operation.cases.count)
      #expect(operation.cases.allSatisfy { $0.title.count <= 100 && !$0.title.contains("\n") })
    }
    let ids = suite.operations.flatMap(\.cases).map(\.id) + suite.lifecycles.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.count == 12 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func `does not share values between creating cases`() throws {
    let document = try Documents.api(
      """
      /x:
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [name, size]
                  properties: {name: {type: string}, size: {type: integer, maximum: 9}}
          responses: {'201': {description: made}}
      """
    )
    let create = try #require(Documents.suite(document).operations.first)
    let names = create.cases.compactMap { test -> String? in
      guard case .json(let value) = test.request.content?.payload else { return nil }
      return value["name"]?.stringValue
    }
    #expect(names.count > 5)
    #expect(Set(names).count == names.count)
  }

  // MARK: - Budget

  @Test(arguments: [1, 5, 12]) func `keeps the highest priorities of a budget`(budget: Int) throws {
    let document = try Documents.petStore()
    let all = Documents.suite(document)
    var options = GenerationOptions()
    options.casesPerEndpoint = budget
    let suite = Documents.suite(document, options)
    for (cut, full) in zip(suite.operations, all.operations) {
      #expect(cut.cases.count == min(budget, full.cases.count))
      let best = full.cases.map(\.priority).sorted().prefix(budget)
      #expect(cut.cases.map(\.priority).sorted() == Array(best))
      let fallen = cut.omissions.filter { $0.reason.hasPrefix("beyond the budget of \(budget) ") }
      #expect(
        fallen.reduce(0) { $0 + $1.count } >= full.cases.count - cut.cases.count,
        "\(cut.id)"
      )
      #expect(Set(cut.cases.map(\.id)).isSubset(of: full.cases.map(\.id)))
    }
  }

  @Test func `caps the cases of one operation`() throws {
    let properties = (0..<60).map { "p\($0): {type: integer, minimum: 0, maximum: 9}" }
      .joined(separator: ", ")
    let document = try Documents.api(
      """
      /x:
        post:
          requestBody:
            required: true
            content: {application/json: {schema: {type: object, properties: {\(properties)}}}}
          responses: {'200': {description: ok}}
      """
    )
    let operation = try #require(Documents.suite(document).operations.first)
    #expect(operation.cases.count == DesignLimits.casesPerOperationMax)
    #expect(Set(operation.cases.map(\.technique)).count >= 5)
    #expect(operation.omissions.contains { $0.reason.contains("beyond the budget of 120") })
  }

  // MARK: - Determinism

  private func dump(_ suite: Suite) -> String {
    var text = ""
    Swift.dump(suite.operations, to: &text)
    Swift.dump(suite.lifecycles, to: &text)
    return text + suite.schemaDocument.serialized(.compact)
  }

  @Test func `gives the same suite in any order and on any number of threads`() async throws {
    let document = try Documents.petStore()
    let sequential = dump(Documents.suite(document))
    let designer = SuiteDesigner(
      document: document,
      documentHash: "hash",
      options: GenerationOptions()
    )
    for _ in 0..<3 {
      let parallel = await withTaskGroup(of: (Int, OperationSuite).self) { group in
        for (index, operation) in designer.operations.enumerated().reversed() {
          group.addTask { (index, designer.design(operation)) }
        }
        var designed: [(Int, OperationSuite)] = []
        for await result in group { designed.append(result) }
        return designed.sorted { $0.0 < $1.0 }.map(\.1)
      }
      #expect(dump(designer.finish(parallel)) == sequential)
    }
  }

  @Test func `another seed gives other values and the same ids`() throws {
    let document = try Documents.petStore()
    var options = GenerationOptions()
    options.seed = 2
    let (one, two) = (Documents.suite(document), Documents.suite(document, options))
    #expect(dump(one) != dump(two))
    let ids = [one, two].map { suite in
      Set(suite.operations.first { $0.id == "POST /pets" }?.cases.map(\.id) ?? [])
    }
    #expect(ids[0] == ids[1])
  }

  @Test func `an unrelated operation changes nothing`() throws {
    let before = Documents.suite(try Documents.petStore())
    let document = try Documents.api(
      "/before: {get: {responses: {'200': {description: ok}}}}\n" + Documents.petStorePaths
        + "\n/after: {get: {responses: {'200': {description: ok}}}}",
      components: Documents.petStoreComponents
    )
    let after = Documents.suite(document)
    #expect(after.operations.count == before.operations.count + 2)
    for operation in before.operations {
      let same = try #require(after.operations.first { $0.id == operation.id })
      var (left, right) = ("", "")
      Swift.dump(operation, to: &left)
      Swift.dump(same, to: &right)
      #expect(left == right)
    }
  }

  // MARK: - Selection and explanations

  @Test func `designs the selected operations only`() throws {
    var options = GenerationOptions()
    options.include = [.path("/pets/*"), .method("POST")]
    options.exclude = [.method("DELETE")]
    let suite = Documents.suite(try Documents.petStore(), options)
    #expect(suite.operations.map(\.id) == ["POST /pets", "GET /pets/{petId}"])
    #expect(
      suite.omissions == [Omission(reason: "not selected by include and exclude", count: 2)]
    )
    #expect(suite.lifecycles.isEmpty)
  }

  @Test func `does not call what is excluded to prepare a case`() throws {
    var options = GenerationOptions()
    options.exclude = [.method("POST")]
    let suite = Documents.suite(try Documents.petStore(), options)
    let read = try #require(suite.operations.first { $0.id == "GET /pets/{petId}" })
    #expect(read.cases.first?.expectation.statuses == [.code(200), .code(404)])
  }

  @Test func `explains an operation without cases`() throws {
    let document = try Documents.api(
      """
      /xml:
        post:
          requestBody: {required: true, content: {application/xml: {schema: {type: object}}}}
          responses: {'200': {description: ok}}
      /get:
        get:
          requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
          responses: {'200': {description: ok}}
      /impossible:
        get:
          parameters:
            - {name: p, in: query, required: true, schema: {type: integer, minimum: 5, maximum: 3}}
          responses: {'200': {description: ok}}
      """
    )
    let suite = Documents.suite(document)
    #expect(suite.operations.allSatisfy { $0.cases.isEmpty && $0.omissions.count == 1 })
    #expect(
      suite.operations.first?.omissions.first?.reason
        == "request content of application/xml is not supported yet"
    )
    #expect(
      suite.operations.dropFirst().first?.omissions.first?.reason
        == "content of GET has no defined meaning"
    )
    #expect(
      suite.operations.last?.omissions.first?.reason.hasPrefix("no value for p: ") == true
    )
    var options = GenerationOptions()
    options.techniques = [.stateful]
    let stateful = Documents.suite(try Documents.paths(["/x"]), options)
    #expect(
      stateful.operations.first?.omissions == [
        Omission(
          operation: "GET /x",
          reason: "none of the selected techniques has a case for the operation",
          count: 1
        )
      ]
    )
  }

  @Test func `invents no page cursor and no credential`() throws {
    let document = try Documents.api(
      """
      /list:
        get:
          parameters:
            - {name: cursor, in: query, schema: {type: string}}
            - {name: size, in: query, schema: {type: integer}}
          responses: {'200': {description: ok}}
      /secret:
        get:
          parameters: [{name: api_key, in: query, required: true, schema: {type: string, maxLength: 9}}]
          responses: {'200': {description: ok}}
      """
    )
    let suite = Documents.suite(document)
    let list = try #require(suite.operations.first)
    #expect(!list.cases.contains { $0.request.query.contains { $0.name == "cursor" } })
    let secret = try #require(suite.operations.last)
    #expect(secret.cases.allSatisfy { $0.tags.contains("negative") })
    #expect(secret.cases.contains { $0.title == "GET /secret – query api_key is missing → 4xx" })
    #expect(secret.cases.allSatisfy { $0.expectation.statuses.contains(.code(401)) })
  }
}
