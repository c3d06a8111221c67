import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct SwaggerContentTests {
  private func operation(_ text: String, head: String = "") throws -> (Operation, APIDocument) {
    let document = try swagger("\(head)\npaths: {/a: {post: \(text)}}")
    return (try #require(document.operations.first), document)
  }

  @Test(arguments: [
    ("query", "", Parameter.Style.form, false), ("query", "csv", .form, false),
    ("query", "ssv", .spaceDelimited, false), ("query", "tsv", .tabDelimited, false),
    ("query", "pipes", .pipeDelimited, false), ("query", "multi", .form, true),
    ("header", "", .simple, false), ("header", "csv", .simple, false),
    ("header", "multi", .simple, false), ("query", "odd", .form, false),
  ])
  func `collectionFormat becomes style and explode`(
    location: String,
    format: String,
    style: Parameter.Style,
    explode: Bool
  ) throws {
    let written = format.isEmpty ? "" : ", collectionFormat: \(format)"
    let (operation, document) = try operation(
      "{responses: {}, parameters: [{name: p, in: \(location), type: array, items: {type: string}\(written)}]}"
    )
    let parameter = try #require(operation.parameters.first)
    #expect(parameter.style == style)
    #expect(parameter.explode == explode)
    let isWrong = format == "odd" || (format == "multi" && location == "header")
    #expect(document.warns(at: "/paths/~1a/post/parameters/0/collectionFormat", format) == isWrong)
  }

  @Test func `a parameter's own keywords are its schema`() throws {
    let (operation, document) = try operation(
      """
      {responses: {}, parameters: [{name: n, in: query, required: true, type: integer, format: int32,
        minimum: 1, exclusiveMinimum: true, maximum: 9, enum: [2, 3], default: 2, x-example: 3,
        description: text}]}
      """
    )
    let parameter = operation.parameters[0]
    let schema = document.schemas[try #require(parameter.schema)]
    #expect(parameter.isRequired)
    #expect(schema.types == [.integer])
    #expect(schema.format == "int32")
    #expect(schema.exclusiveMinimum == JSONNumber(1))
    #expect(schema.minimum == nil)
    #expect(schema.enumeration == [2, 3])
    #expect(schema.required.isEmpty)
    #expect(parameter.examples.map(\.value) == [3])
    #expect(document.problems.isEmpty)
  }

  @Test func `a shared parameter is compiled once`() throws {
    let document = try swagger(
      """
      parameters: {P: {name: p, in: query, type: string}}
      paths:
        /a: {get: {responses: {}, parameters: [{$ref: '#/parameters/P'}]}}
        /b: {get: {responses: {}, parameters: [{$ref: '#/parameters/P'}]}}
      """
    )
    #expect(Set(document.operations.compactMap { $0.parameters.first?.schema }).count == 1)
  }

  @Test func `a body is sent in every media type that is consumed`() throws {
    let (operation, document) = try operation(
      """
      {responses: {}, consumes: [application/json, application/xml],
       parameters: [{name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}]}
      """,
      head:
        "consumes: [text/plain]\ndefinitions: {Pet: {type: object, properties: {n: {type: string}}}}"
    )
    let body = try #require(operation.requestBody)
    #expect(body.isRequired)
    #expect(operation.parameters.isEmpty)
    #expect(body.content.map(\.mediaType) == ["application/json", "application/xml"])
    #expect(Set(body.content.map(\.schema)).count == 1)
    #expect(document.componentSchemas.keys == ["Pet"])
  }

  @Test(arguments: [
    ("", "", ["application/json"]), ("consumes: [a/b]", "", ["a/b"]),
    ("consumes: [a/b]", "consumes: [c/d], ", ["c/d"]),
    ("consumes: [a/b]", "consumes: [], ", ["application/json"]),
    ("", "consumes: e/f, ", ["e/f"]),
  ])
  func `what is consumed is the operation's, else the document's, else JSON`(
    head: String,
    own: String,
    expected: [String]
  ) throws {
    let (operation, _) = try operation(
      "{responses: {}, \(own)parameters: [{name: b, in: body, schema: {}}]}",
      head: head
    )
    #expect(operation.requestBody?.content.map(\.mediaType) == expected)
    #expect(operation.requestBody?.isRequired == false)
  }

  @Test(arguments: [
    ("string", "", ["application/x-www-form-urlencoded"]), ("file", "", ["multipart/form-data"]),
    ("string", "multipart/form-data", ["multipart/form-data"]),
    ("string", "application/json", ["application/x-www-form-urlencoded"]),
    ("file", "application/x-www-form-urlencoded", ["multipart/form-data"]),
    (
      "string", "application/x-www-form-urlencoded, multipart/form-data",
      ["application/x-www-form-urlencoded", "multipart/form-data"]
    ),
  ])
  func `fields of a form become an object in a form's media type`(
    type: String,
    consumes: String,
    expected: [String]
  ) throws {
    let (operation, document) = try operation(
      """
      {responses: {}, consumes: [\(consumes)], parameters: [
        {name: f, in: formData, type: \(type), required: true},
        {name: l, in: formData, type: array, items: {type: integer}, collectionFormat: multi},
        {name: q, in: query, type: string}]}
      """
    )
    let body = try #require(operation.requestBody)
    #expect(operation.parameters.map(\.name) == ["q"])
    #expect(body.isRequired)
    #expect(body.content.map(\.mediaType) == expected)
    let schema = document.schemas[try #require(body.content.first?.schema)]
    #expect(schema.types == .object)
    #expect(schema.properties.keys == ["f", "l"])
    #expect(schema.required == ["f"])
    let field = document.schemas[try #require(schema.properties["f"])]
    #expect(field.types == .string)
    #expect(field.format == (type == "file" ? "binary" : nil))
    #expect(body.content[0].encoding["l"]?.style == .form)
    #expect(body.content[0].encoding["l"]?.explode == true)
    #expect(body.content[0].encoding["f"] == nil)
  }

  @Test func `a body beside a form wins with a warning`() throws {
    let (operation, document) = try operation(
      "{responses: {}, parameters: [{name: f, in: formData, type: string}, {name: b, in: body, schema: {}}]}"
    )
    #expect(operation.requestBody?.content.map(\.mediaType) == ["application/json"])
    #expect(document.warns(at: "/paths/~1a/post", "one body"))
  }

  @Test func `a response has its schema in every media type that is produced`() throws {
    let (operation, document) = try operation(
      """
      {produces: [application/json, text/xml], responses: {
        200: {description: OK, schema: {type: array}, examples: {application/json: [1]},
              headers: {X-Rate: {type: integer}}},
        201: {description: file, schema: {type: file}},
        204: {description: none},
        400: {$ref: '#/responses/Bad'}}}
      """,
      head: "responses: {Bad: {description: bad, schema: {type: string}}}"
    )
    #expect(operation.responses.map(\.status) == [.code(200), .code(201), .code(204), .code(400)])
    let first = operation.responses[0]
    #expect(first.content.map(\.mediaType) == ["application/json", "text/xml"])
    #expect(first.content.map { $0.examples.map(\.value) } == [[[1]], []])
    #expect(first.headers.map(\.name) == ["X-Rate"])
    let header = document.schemas[try #require(first.headers[0].schema)]
    #expect(header.types == [.integer])
    let file = document.schemas[try #require(operation.responses[1].content[0].schema)]
    #expect(file.format == "binary")
    #expect(operation.responses[2].content.isEmpty)
    #expect(operation.responses[3].pointer.description == "/responses/Bad")
    #expect(document.problems.isEmpty)
  }

  @Test(arguments: [
    ("", "", ["*/*"]), ("produces: [a/b]", "", ["a/b"]),
    ("produces: [a/b]", "produces: [], ", ["*/*"]),
    ("produces: [a/b]", "produces: [c/d], ", ["c/d"]),
  ])
  func `what is produced is the operation's, else the document's, else unknown`(
    head: String,
    own: String,
    expected: [String]
  ) throws {
    let (operation, _) = try operation("{\(own)responses: {200: {schema: {}}}}", head: head)
    #expect(operation.responses[0].content.map(\.mediaType) == expected)
  }
}
