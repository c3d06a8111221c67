import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct ContentTests {
  @Test func `a request body keeps its media types in order, with examples and encoding`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths:
        /a:
          post:
            requestBody: {$ref: '#/components/requestBodies/B'}
      components:
        requestBodies:
          B:
            required: true
            content:
              multipart/form-data:
                schema: {type: object, properties: {f: {type: string, format: binary}}}
                encoding:
                  f: {contentType: 'image/png, image/jpeg', style: deepObject, explode: true, allowReserved: true}
                  g: {style: matrix}
              application/*+json:
                examples: {one: {$ref: '#/components/examples/E'}, gone: {$ref: '#/no'}}
        examples: {E: {summary: Sum, value: {a: null}}}
      """
    )
    let body = try #require(document.operations.first?.requestBody)
    #expect(body.isRequired)
    #expect(body.pointer.description == "/components/requestBodies/B")
    #expect(body.content.map(\.mediaType) == ["multipart/form-data", "application/*+json"])
    let encoding = try #require(body.content[0].encoding["f"])
    #expect(encoding.contentType == "image/png, image/jpeg")
    #expect(encoding.style == .deepObject)
    #expect(encoding.explode == true && encoding.allowsReserved)
    #expect(body.content[0].encoding["g"]?.style == nil)
    #expect(body.content[1].examples.map(\.value) == [["a": nil]])
    #expect(body.content[1].examples.map(\.summary) == ["Sum"])
    #expect(document.skippedOperations.isEmpty)
    #expect(document.warnings.count == 2)
  }

  @Test(arguments: ["{}", "{content: {}}", "{content: [1]}"])
  func `a body without a media type is not sent`(body: String) throws {
    let document = try openAPI("3.1.0", "paths: {/a: {post: {requestBody: \(body)}}}")
    #expect(document.operations[0].requestBody == nil)
    #expect(!document.warnings.isEmpty)
  }

  @Test(arguments: [
    ("get", true), ("head", true), ("delete", true), ("post", false), ("put", false),
  ])
  func `a body where it has no meaning is kept and pointed out`(method: String, isOdd: Bool) throws
  {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {\(method): {requestBody: {content: {a/b: {}}}}}}"
    )
    #expect(document.operations[0].requestBody != nil)
    #expect(document.warns(at: "/paths/~1a/\(method)/requestBody", "no defined meaning") == isOdd)
  }

  @Test func `media types may be references and items in 3_2`() throws {
    let document = try openAPI(
      "3.2.0",
      """
      paths: {/a: {post: {requestBody: {content: {a/b: {$ref: '#/components/mediaTypes/M'},
        text/event-stream: {itemSchema: {type: object}}}}}}}
      components: {mediaTypes: {M: {schema: {type: string}, examples: {e: {dataValue: x, serializedValue: y}}}}}
      """
    )
    let content = try #require(document.operations.first?.requestBody?.content)
    #expect(content[0].schema != nil)
    #expect(content[0].examples.map(\.value) == ["x"])
    #expect(content[1].schema == nil)
  }

  @Test func `a null example is an example`() throws {
    let document = try openAPI(
      "3.0.0",
      "paths: {/a: {post: {responses: {}, requestBody: {content: {a/b: {example: null, examples: [1, 2]}}}}}}"
    )
    let examples = document.operations[0].requestBody?.content[0].examples
    #expect(examples?.map(\.value) == [nil, 1, 2])
  }
}
