import JSONSchema
import OpenAPI
import Testing

@testable import Generation

/// The eleven guards of the design: what looks like a mistake and may be none on the wire.
@Suite struct NegativeProofTests {
  /// Whether a value in place of the first parameter is proved to be a mistake.
  private func isProved(_ value: JSONValue?, _ parameter: String) throws -> Bool {
    let parameters = "{name: other, in: query, required: true, schema: {type: integer}}"
    let document = try Documents.api(
      """
      /x/{p}:
        get:
          parameters: [\(parameter), \(parameters)]
          responses: {'200': {description: ok}}
      """
    )
    let context = try #require(Documents.context(document, "GET /x/{p}"))
    var values = try context.requiredOnly(salt: "")
    values.parameters[0] = value
    return proves(context, values, .parameter(0))
  }

  /// Whether a content is proved to be a mistake.
  private func isProved(content value: JSONValue?, _ body: String) throws -> Bool {
    let document = try Documents.api(
      "/x: {post: {requestBody: \(body), responses: {'200': {description: ok}}}}"
    )
    let context = try #require(Documents.context(document, "POST /x"))
    return proves(
      context,
      RequestValues(parameters: [], body: value),
      .body
    )
  }

  private func proves(
    _ context: OperationContext,
    _ values: RequestValues,
    _ target: RequestTarget
  ) -> Bool {
    do throws(Unbuildable) {
      try NegativeProof(context: context).check(values, mistakeIn: target)
      _ = try context.request(values)
      return true
    } catch {
      return false
    }
  }

  private func query(_ schema: String, _ more: String = "") -> String {
    "{name: p, in: query, schema: \(schema)\(more)}"
  }

  @Test func `1: undeclared parameters alone are no mistake`() throws {
    #expect(try !isProved(["unexpected": true], query("{type: integer}")))
    #expect(
      try !isProved(
        ["a": 1, "extra": 2],
        query("{type: object, properties: {a: {type: integer}}, additionalProperties: false}")
      )
    )
    #expect(
      try isProved(
        ["a": "x"],
        query("{type: object, properties: {a: {type: integer}}, additionalProperties: false}")
      )
    )
  }

  @Test func `2: text content takes any value that reads as a string`() throws {
    let text = "{required: true, content: {text/plain: {schema: {type: string, maxLength: 3}}}}"
    #expect(try !isProved(content: 5, text))
    #expect(try isProved(content: "abcd", text))
    let bytes = "{required: true, content: {application/octet-stream: {schema: {type: string}}}}"
    #expect(try !isProved(content: 5, bytes))
    #expect(try !isProved(content: nil, bytes))
  }

  @Test func `3: a list of one is the scalar, and a repeated scalar may be its first or last`()
    throws
  {
    #expect(try !isProved([5], query("{type: integer}")))
    #expect(try !isProved([5, 6], query("{type: integer}")))
    #expect(try !isProved(5, query("{type: array, items: {type: integer}}")))
    #expect(try isProved("a", query("{type: array, items: {type: integer}}")))
    #expect(try isProved([1, "a"], query("{type: array, items: {type: integer}}")))
  }

  @Test(
    arguments: [
      (5, "{type: string}"), (true, "{type: string}"), ("5", "{type: integer}"),
      ("true", "{type: boolean}"), (1, "{type: boolean}"), (0, "{type: boolean}"),
      ("false", "{type: boolean}"), ("null", "{type: [integer, 'null']}"),
      ("", "{type: [integer, 'null']}"), (nil, "{type: integer}"),
    ] as [(JSONValue, String)]
  )
  func `4: types that are the same on the wire are no mistake`(
    value: JSONValue,
    schema: String
  ) throws {
    #expect(try !isProved(value, query(schema)))
  }

  @Test(
    arguments: [
      ("abc", "{type: integer}"), (1.5, "{type: integer}"), (101, "{type: integer, maximum: 100}"),
      ("maybe", "{type: boolean}"), ("abcd", "{type: string, maxLength: 3}"),
      ("x", "{type: string, enum: [a, b]}"), ("1", "{type: string, pattern: '^[a-z]+$'}"),
    ] as [(JSONValue, String)]
  )
  func `keeps what no reading allows`(value: JSONValue, schema: String) throws {
    #expect(try isProved(value, query(schema)))
  }

  @Test func `5: a list in the path may be one string`() throws {
    let path = "{name: p, in: path, required: true, schema: {type: string}}"
    #expect(try !isProved(["a", "b"], path))
    let list = "{name: p, in: path, required: true, schema: {type: array, items: {type: integer}}}"
    #expect(try isProved(["a", "b"], list))
    #expect(try !isProved(["1", "2"], list))
  }

  @Test func `6: no case has two mistakes`() throws {
    for operation in Documents.suite(try Documents.petStore()).operations {
      let context = try #require(Documents.context(try Documents.petStore(), operation.id))
      for test in operation.cases where test.tags.contains("negative") {
        guard case .json(let value) = test.request.content?.payload,
          let schema = context.body?.schema
        else { continue }
        let places = Set(
          context.validator.validate(value, against: schema).map(\.instancePointer.tokens.first)
        )
        #expect(places.count == 1, "\(test.title)")
      }
    }
  }

  @Test func `7: values that are all valid are no mistake`() throws {
    #expect(try !isProved(5, query("{type: integer}")))
    #expect(
      try !isProved(
        content: ["a": 1],
        "{required: true, content: {application/json: {schema: {type: object}}}}"
      )
    )
  }

  @Test(arguments: ["password", "x-unknown", "binary"])
  func `8: a format without meaning cannot be violated`(format: String) throws {
    let document = try Documents.api(
      """
      /x:
        get:
          parameters: [{name: p, in: query, schema: {type: string, format: \(format)}}]
          responses: {'200': {description: ok}}
      """
    )
    let cases = Documents.suite(document).operations.flatMap(\.cases)
    #expect(!cases.contains { $0.technique == .patternOrFormatViolated })
    #expect(try !isProved("anything", query("{type: string, format: \(format)}")))
  }

  @Test func `9: forms and files lose their types`() throws {
    let form = "application/x-www-form-urlencoded"
    let schema =
      "{type: object, required: [a, b], properties: {a: {type: boolean}, b: {type: string}, "
      + "c: {type: integer}, f: {type: string, format: binary}}}"
    func body(_ type: String) -> String {
      "{required: true, content: {\(type): {schema: \(schema)}}}"
    }
    for type in [form, "multipart/form-data"] {
      #expect(try !isProved(content: ["a": "False", "b": "x"], body(type)))
      #expect(try !isProved(content: ["a": true, "b": 5], body(type)))
      #expect(try !isProved(content: ["a": true, "b": "x", "c": "5"], body(type)))
      // A box that is not ticked is not sent.
      #expect(try !isProved(content: ["b": "x"], body(type)))
      #expect(try !isProved(content: ["a": true, "b": "x", "unknown": 1], body(type)))
      #expect(try !isProved(content: "text", body(type)))
      #expect(try isProved(content: ["a": true, "b": "x", "c": "five"], body(type)))
      #expect(try isProved(content: ["a": true], body(type)))
    }
    #expect(
      try !isProved(content: ["a": true, "b": "x", "f": 5], body("multipart/form-data"))
    )
  }

  @Test(arguments: ["", ".", "..", "/", "a/b"] as [JSONValue])
  func `10: a path value that changes the route is never sent`(value: JSONValue) throws {
    let path = "{name: p, in: path, required: true, schema: {type: string, minLength: 9}}"
    #expect(try !isProved(value, path))
    #expect(try isProved("abc", path))
  }

  @Test(arguments: ["a\r\nb", " a", "a ", "\u{0}", "\u{20AC}"] as [JSONValue])
  func `11: a field value is what RFC 9110 allows`(value: JSONValue) throws {
    let field = "{name: p, in: header, schema: {type: string, pattern: '^[0-9]{9}$'}}"
    #expect(try !isProved(value, field))
    #expect(try isProved("abc", field))
  }

  @Test(arguments: ["simple", "label", "matrix"])
  func `a text in place of an object may be a member without a value`(style: String) throws {
    func path(_ schema: String) -> String {
      "{name: p, in: path, required: true, style: \(style), schema: \(schema)}"
    }
    #expect(try !isProved("x", path("{type: object, properties: {a: {type: integer}}}")))
    #expect(
      try isProved("x", path("{type: object, required: [a], properties: {a: {type: integer}}}"))
    )
  }

  @Test func `an object in a query has no parameter of its own name`() throws {
    let object = "{type: object, properties: {a: {type: integer}}}"
    #expect(try !isProved("x", query(object)))
    #expect(try !isProved(["x", "y"], query(object)))
    #expect(try !isProved("x", query(object, ", style: deepObject")))
    #expect(try !isProved("x", query(object, ", explode: false")))
    #expect(try isProved(["a": "x"], query(object)))
    let required = "{type: object, required: [a], properties: {a: {type: integer}}}"
    #expect(try !isProved("x", query(required)))
    #expect(try isProved("x", query(required, ", required: true")))
  }

  @Test func `a credential of another alternative may be missing`() throws {
    let document = try Documents.api(
      """
      /x:
        get:
          security: [{token: []}, {key: []}]
          parameters:
            - {name: key, in: query, required: true, schema: {type: string}}
            - {name: q, in: query, required: true, schema: {type: string}}
          responses: {'200': {description: ok}}
      """,
      components: """
        securitySchemes:
          token: {type: http, scheme: bearer}
          key: {type: apiKey, in: query, name: key}
        """
    )
    let missing = Documents.suite(document).operations[0].cases.filter {
      $0.technique == .missingRequired
    }
    #expect(missing.map(\.title) == ["GET /x – query q is missing → 4xx"])
  }

  @Test func `a missing parameter may be its default, an empty list or an empty object`() throws {
    func required(_ schema: String) -> String {
      "{name: p, in: query, required: true, schema: \(schema)}"
    }
    #expect(try isProved(nil, required("{type: integer}")))
    #expect(try isProved(nil, required("{type: array, minItems: 1, items: {type: string}}")))
    #expect(try !isProved(nil, required("{type: integer, default: 1}")))
    #expect(try !isProved(nil, required("{type: array, items: {type: string}}")))
    #expect(try !isProved(nil, required("{type: object, properties: {a: {type: string}}}")))
    #expect(try !isProved(nil, query("{type: integer}")))
  }

  @Test func `missing content is a mistake only where it is required`() throws {
    let json = "content: {application/json: {schema: {type: object}}}}"
    #expect(try isProved(content: nil, "{required: true, " + json))
    #expect(try !isProved(content: nil, "{" + json))
    #expect(try !isProved(content: .null, "{" + json))
    #expect(try isProved(content: .null, "{required: true, " + json))
  }
}
