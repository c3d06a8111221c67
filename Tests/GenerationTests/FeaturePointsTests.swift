import JSONSchema
import OpenAPI
import Testing

@testable import Generation

/// Features that trip generators and that only a designed request shows. The numbers are those of the
/// suites named so in `OpenAPITests`, where the same features are read.
@Suite struct FeaturePointsTests {
  /// The suite of one operation, written in flow style.
  private func suite(_ operation: String, path: String = "/a", method: String = "get") throws
    -> Suite
  {
    Documents.suite(try Documents.api("'\(path)': {\(method): \(operation)}"))
  }

  private func serialise(
    _ value: JSONValue,
    _ location: Parameter.Location,
    _ style: Parameter.Style,
    explode: Bool = false,
    allowsReserved: Bool = false
  ) throws -> ParameterSerialiser.Output {
    try ParameterSerialiser.serialise(
      value,
      as: ParameterForm(
        name: "p",
        location: location,
        style: style,
        explode: explode,
        allowsReserved: allowsReserved
      )
    )
  }

  private static let ok = "responses: {200: {description: ok}}"

  @Test(arguments: ["class", "größe", "123", "a-b c", "", "import"])
  func `12: any operationId gives a stable name`(name: String) {
    let slug = Slug.words(name)
    #expect(!slug.isEmpty && slug == Slug.words(name))
    #expect(slug.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `13: deprecated operations can be selected`() throws {
    let document = try Documents.api(
      "/a: {get: {deprecated: true, \(Self.ok)}, put: {\(Self.ok)}}"
    )
    var options = GenerationOptions()
    options.exclude = [try OperationSelector("deprecated:true")]
    #expect(Documents.suite(document, options).operations.map(\.method) == ["PUT"])
    options = GenerationOptions()
    options.include = [try OperationSelector("deprecated:true")]
    #expect(Documents.suite(document, options).operations.map(\.method) == ["GET"])
    #expect(throws: OperationSelector.Malformed.self) { try OperationSelector("deprecated:maybe") }
    #expect(try OperationSelector("deprecated:false").text == "deprecated:false")
  }

  @Test func `14: nothing is expected of paths that a server cannot tell apart`() throws {
    let suite = Documents.suite(try Documents.paths(["/a/{x}", "/a/{y}", "/a/b"]))
    #expect(suite.operations.map { $0.cases.isEmpty } == [true, true, false])
  }

  @Test(arguments: ["", ".", "..", "a/b"] as [JSONValue])
  func `19: no path value changes the route`(value: JSONValue) {
    #expect(throws: SerialisationError.self) { try serialise(value, .path, .simple) }
  }

  @Test func `19: the delimiters of a URL are escaped in a path`() throws {
    #expect(try serialise("a?b#c %", .path, .simple) == .path("a%3Fb%23c%20%25"))
  }

  @Test func `24: nested values have no form as deepObject`() throws {
    #expect(throws: SerialisationError.self) {
      try serialise(["a": ["b": 1]], .query, .deepObject, explode: true)
    }
  }

  @Test(arguments: [
    (Parameter.Style.form, "a%2Cb,c"), (.pipeDelimited, "a,b|c"), (.spaceDelimited, "a,b%20c"),
  ])
  func `25: delimiters inside of values are escaped`(style: Parameter.Style, text: String) throws {
    guard case .query(let pairs) = try serialise(["a,b", "c"], .query, style) else {
      Issue.record("no query")
      return
    }
    let written = pairs.map { $0.isEncoded ? $0.value : $0.value.replacing(",", with: "%2C") }
    #expect(written == [text.replacing("a,b", with: "a%2Cb").replacing("|", with: "%7C")])
  }

  @Test func `26: reserved characters stay where they are allowed, but for those that split`()
    throws
  {
    guard
      case .query(let pairs) = try serialise("a/b?c&d", .query, .form, allowsReserved: true)
    else {
      Issue.record("no query")
      return
    }
    #expect(pairs.map(\.value) == ["a/b?c%26d"])
  }

  @Test func `28: null has no form outside of JSON`() {
    #expect(throws: SerialisationError.self) { try serialise(nil, .query, .form) }
  }

  @Test func `30: members of an object in the query are no other parameter`() throws {
    let operation = try #require(
      try suite(
        "{\(Self.ok), parameters: [{name: limit, in: query, schema: {type: integer, minimum: 1}}, "
          + "{name: page, in: query, schema: {type: object, properties: {limit: {type: integer}, size: {type: integer}}}}]}"
      ).operations.first
    )
    for test in operation.cases {
      let names = test.request.query.map(\.name)
      #expect(names.count == Set(names).count, "\(test.title)")
    }
    #expect(operation.omissions.contains { $0.reason.contains("like another parameter") })
  }

  @Test func `33, 34: numbers and booleans are written plainly`() throws {
    for (literal, text) in [
      ("1e3", "1000"), ("7.0", "7"), ("9007199254740993", "9007199254740993"),
    ] {
      let value = try JSONReader.read(Array(literal.utf8)).value
      #expect(try serialise(value, .path, .simple) == .path(text))
    }
    #expect(try serialise(true, .path, .simple) == .path("true"))
  }

  @Test func `35: JSON is preferred, also by its suffix and behind a range`() throws {
    func chosen(_ types: [String]) throws -> String? {
      let content = types.map { "'\($0)': {schema: {type: object}}" }.joined(separator: ", ")
      let suite = try suite(
        "{\(Self.ok), requestBody: {required: true, content: {\(content)}}}",
        method: "post"
      )
      return suite.operations[0].cases.first?.request.content?.mediaType
    }
    #expect(try chosen(["text/plain", "application/json"]) == "application/json")
    #expect(
      try chosen(["application/x-www-form-urlencoded", "application/a+json"])
        == "application/a+json"
    )
    #expect(try chosen(["*/*"]) == "application/json")
  }

  @Test(arguments: ["get", "head", "delete"])
  func `36: content without a meaning is not sent`(method: String) throws {
    let suite = try suite(
      "{\(Self.ok), requestBody: {content: {application/json: {schema: {type: object}}}}}",
      method: method
    )
    #expect(suite.operations[0].cases.allSatisfy { $0.request.content == nil })
  }

  @Test func `38: properties are parts, lists are repeated and files have names`() throws {
    let suite = try suite(
      """
      {\(Self.ok), requestBody: {required: true, content: {multipart/form-data: {schema: {type: object,
        required: [file, tags], properties: {file: {type: string, format: binary},
        tags: {type: array, minItems: 2, items: {type: string}}}}}}}}
      """,
      method: "post"
    )
    let content = try #require(suite.operations[0].cases.first?.request.content)
    guard case .multipart(let parts) = content.payload else {
      Issue.record("no parts")
      return
    }
    #expect(parts.first { $0.name == "file" }?.fileName != nil)
    #expect(parts.count { $0.name == "tags" } >= 2)
  }

  @Test(arguments: ["application/xml", "application/jsonl", "application/json-seq"])
  func `40, 41: content that cannot be written is left out with its reason`(type: String) throws {
    let suite = try suite(
      "{\(Self.ok), requestBody: {required: true, content: {\(type): {schema: {type: object}}}}}",
      method: "post"
    )
    #expect(suite.operations[0].cases.isEmpty)
    #expect(suite.operations[0].omissions.contains { $0.reason.contains(type) })
  }

  @Test func `44: an example that its schema refuses is not sent`() throws {
    let suite = try suite(
      "{\(Self.ok), parameters: [{name: q, in: query, required: true, schema: {type: integer, minimum: 5}, example: 1}]}"
    )
    let positive = suite.operations[0].cases.filter { $0.technique.family == .positive }
    #expect(!positive.isEmpty)
    #expect(positive.allSatisfy { $0.request.query.first?.value != "1" })
  }

  @Test func `67, 68, 69: the oracle knows every documented answer`() throws {
    let suite = try suite(
      """
      {responses: {200: {description: ok, headers: {X-A: {required: true, schema: {type: integer}},
        Content-Type: {required: true, schema: {}}}, content: {application/json: {schema: {type: object}}}},
        2XX: {description: other}, 204: {description: none, content: {application/json: {schema: {}}}}, default: {description: d}}}
      """
    )
    let responses = try #require(suite.operations[0].cases.first?.expectation.responses)
    let ok = try #require(responses.first { $0.status == .code(200) })
    #expect(ok.schemaKey != nil && ok.requiredHeaders.map(\.name) == ["X-A"])
    #expect(responses.first { $0.status == .code(204) }?.mediaTypes == [])
    #expect(
      responses.map(\.status).contains(.range(2)) && responses.map(\.status).contains(.default)
    )
  }

  @Test func `73: an operation without tags belongs to its first path segment`() throws {
    let document = try Documents.api(
      "/pets/{id}: {get: {\(Self.ok)}, put: {tags: [zoo], \(Self.ok)}}\n/: {get: {\(Self.ok)}}"
    )
    #expect(Documents.suite(document).operations.map(\.group) == ["pets", "zoo", "root"])
  }
}
