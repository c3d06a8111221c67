import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 35–44: request bodies and their content.
@Suite struct BodyPointsTests {
  private func body(
    _ text: String,
    method: String = "post",
    version: String = "3.2.0"
  ) throws -> (body: RequestBody?, document: APIDocument) {
    let document = try openAPI(
      version,
      "paths: {/a: {\(method): {responses: {200: {description: ok}}, requestBody: \(text)}}}"
    )
    return (try #require(document.operations.first).requestBody, document)
  }

  @Test func `35: media types keep their order, ranges and parameters`() throws {
    let types = ["*/*", "application/*", "text/plain; charset=utf-8", "application/x+json"]
    let content = types.map { "'\($0)': {schema: {}}" }.joined(separator: ", ")
    #expect(try body("{content: {\(content)}}").body?.content.map(\.mediaType) == types)
  }

  @Test(arguments: [("get", true), ("head", true), ("delete", true), ("put", false)])
  func `36: content without a meaning is pointed out`(method: String, isOdd: Bool) throws {
    let (body, document) = try body("{content: {a/b: {schema: {}}}}", method: method)
    #expect(body != nil)
    #expect(document.problems.map(\.code).contains(.bodyWithoutMeaning) == isOdd)
  }

  @Test func `37: content is optional unless it says otherwise`() throws {
    #expect(try body("{content: {a/b: {}}}").body?.isRequired == false)
    #expect(try body("{required: true, content: {a/b: {}}}").body?.isRequired == true)
  }

  @Test func `37: consumes and produces are the operation's or the document's`() throws {
    let document = try swagger(
      """
      consumes: [a/b]
      produces: [c/d]
      paths:
        /a: {post: {parameters: [{name: x, in: body, schema: {}}], responses: {200: {description: ok, schema: {}}}}}
        /b: {post: {consumes: [e/f], produces: [], parameters: [{name: x, in: body, schema: {}}],
          responses: {200: {description: ok, schema: {}}}}}
        /c: {post: {parameters: [{name: x, in: body, schema: {}}, {name: f, in: formData, type: string}],
          responses: {200: {description: ok}}}}
      """
    )
    func types(_ id: String) -> [String] {
      let operation = document.operation(id)
      return ((operation?.requestBody?.content ?? []) + (operation?.responses[0].content ?? []))
        .map(\.mediaType)
    }
    #expect(types("POST /a") == ["a/b", "c/d"])
    #expect(types("POST /b") == ["e/f", "*/*"])
    #expect(document.problems.map(\.code) == [.severalBodies])
  }

  @Test func `38: parts of multipart content keep their encoding`() throws {
    let content = try #require(
      try body(
        """
        {content: {multipart/form-data: {
          schema: {type: object, properties: {file: {}, list: {type: array, items: {type: string}}}},
          encoding: {file: {contentType: 'image/png', headers: {X-Size: {schema: {type: integer}}}},
            list: {style: form, explode: true}}}}}
        """
      ).body?.content.first
    )
    #expect(content.encoding["file"]?.contentType == "image/png")
    #expect(content.encoding["file"]?.headers.map(\.name) == ["X-Size"])
    #expect(content.encoding["list"]?.explode == true)
  }

  @Test func `38: parts by position are those of 3_2`() throws {
    let content = try #require(
      try body(
        """
        {content: {multipart/mixed: {itemSchema: {}, prefixEncoding: [{contentType: a/b}],
          itemEncoding: {contentType: c/d}}}}
        """
      ).body?.content.first
    )
    #expect(content.prefixEncoding.map(\.contentType) == ["a/b"])
    #expect(content.itemEncoding?.contentType == "c/d")
  }

  @Test func `38: a file is binary in every version`() throws {
    let swagger = try swagger(
      "paths: {/a: {post: {responses: {200: {description: ok}}, parameters: "
        + "[{name: f, in: formData, type: file}]}}}"
    )
    let content = try #require(swagger.operations.first?.requestBody?.content.first)
    #expect(content.mediaType == "multipart/form-data")
    let form = swagger.schemas[try #require(content.schema)]
    #expect(form.properties["f"].map { swagger.schemas[$0].format } == "binary")
  }

  @Test func `39: properties of a form keep style and allowReserved`() throws {
    let content = try #require(
      try body(
        """
        {content: {application/x-www-form-urlencoded: {schema: {type: object},
          encoding: {o: {style: deepObject, explode: true}, r: {allowReserved: true}}}}}
        """
      ).body?.content.first
    )
    #expect(content.encoding["o"]?.style == .deepObject)
    #expect(content.encoding["r"]?.allowsReserved == true)
  }

  @Test func `40: XML names are kept`() throws {
    let schema = try NamedSchema(
      """
      {type: object, xml: {name: pet, namespace: 'http://x', prefix: p}, properties: {
        id: {type: integer, xml: {attribute: true}}, kind: {type: string, xml: {nodeType: attribute}},
        tags: {type: array, xml: {wrapped: true, name: tags}, items: {xml: {name: tag}}}}}
      """,
      version: "3.2.0"
    )
    func xml(_ name: String) -> XMLRepresentation? {
      schema.schema.properties[name].flatMap { schema.document.schemas[$0].xml }
    }
    #expect(schema.schema.xml?.name == "pet")
    #expect(schema.schema.xml?.namespace == "http://x" && schema.schema.xml?.prefix == "p")
    #expect(xml("id")?.isAttribute == true && xml("kind")?.isAttribute == true)
    #expect(xml("tags")?.isWrapped == true)
  }

  @Test(arguments: ["application/jsonl", "application/json-seq", "text/event-stream"])
  func `41: sequential content has the schema of its items`(type: String) throws {
    let (body, document) = try body("{content: {\(type): {itemSchema: {type: object}}}}")
    let content = try #require(body?.content.first)
    #expect(content.schema == nil)
    #expect(content.itemSchema.map { document.schemas[$0].types } == .object)
    #expect(document.problems.map(\.code) == [.uncheckedItemSchema])
  }

  @Test func `42: content inside of a text is kept with its schema`() throws {
    let schema = try NamedSchema(
      "{type: string, contentEncoding: base64, contentMediaType: application/json, contentSchema: {type: object}}"
    ).schema
    #expect(schema.contentEncoding == "base64" && schema.contentMediaType == "application/json")
    #expect(schema.contentSchema != nil)
  }

  @Test(arguments: ["3.0.3", "3.1.0"])
  func `43: readOnly is not sent and writeOnly not answered, also behind allOf and references`(
    version: String
  ) throws {
    let schema = try NamedSchema(
      "{allOf: [{$ref: '#/components/schemas/B'}], required: [id, pin]}",
      others: """
        B: {type: object, properties: {id: {$ref: '#/components/schemas/Id'},
          pin: {type: string, writeOnly: true}}}, Id: {type: integer, readOnly: true}
        """,
      version: version
    )
    #expect(schema.accepts(["pin": "x"], in: .request))
    #expect(schema.accepts(["id": 1], in: .response))
    #expect(!schema.accepts(["pin": "x"], in: .response))
    #expect(try schema.sample().objectValue?.keys == ["pin"])
  }

  @Test func `44: examples of every spelling`() throws {
    let content = try #require(
      try body(
        """
        {content: {application/json: {example: null, examples: {a: {value: 1}, b: {dataValue: 2, serializedValue: '2'},
          c: {externalValue: 'http://x'}}}}}
        """
      ).body?.content.first
    )
    #expect(content.examples.map(\.value) == [nil, 1, 2])
    let schema = try NamedSchema("{type: integer, example: 3, examples: [4, 5]}").schema
    #expect(schema.examples == [3, 4, 5])
  }
}
