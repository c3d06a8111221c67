import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct ParametersTests {
  /// The parameters of the only operation of a document with this path item.
  private func parameters(
    _ item: String,
    path: String = "/a",
    version: String = "3.1.0"
  ) throws -> [Parameter] {
    let document = try openAPI(version, "paths: {'\(path)': \(item)}")
    return try #require(document.operations.first).parameters
  }

  @Test func `the operation overrides the path item by name and place`() throws {
    let parameters = try parameters(
      """
      {parameters: [{name: q, in: query, schema: {type: string}}, {name: X-A, in: header, schema: {}}],
       get: {parameters: [
         {name: q, in: header, schema: {}}, {name: q, in: query, required: true, schema: {type: integer}},
         {name: x-a, in: header, required: true, schema: {}}]}}
      """
    )
    #expect(
      parameters.map { "\($0.location) \($0.name)" } == ["query q", "header x-a", "header q"]
    )
    #expect(parameters.map(\.isRequired) == [true, true, false])
    #expect(parameters[0].pointer.description == "/paths/~1a/get/parameters/1")
  }

  @Test func `a parameter that stands twice in one list is warned about`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {parameters: [{name: q, in: query, schema: {}}, {name: q, in: query, schema: {}}]}}}"
    )
    #expect(document.operations[0].parameters.count == 1)
    #expect(document.warns(at: "/paths/~1a/get/parameters/1", "declared twice"))
  }

  @Test func `an undeclared placeholder becomes a text with a warning`() throws {
    let document = try openAPI("3.1.0", "paths: {'/a/{id}.{ext}': {get: {}}}")
    let parameters = document.operations[0].parameters
    #expect(parameters.map(\.name) == ["id", "ext"])
    #expect(parameters.allSatisfy { $0.isRequired && $0.location == .path && $0.style == .simple })
    let schema = document.schemas[try #require(parameters[0].schema)]
    #expect(schema.types == .string)
    #expect(schema.minLength == 1)
    #expect(document.warns(at: "/paths/~1a~1{id}.{ext}/get", "`{id}`"))
    #expect(document.problems.allSatisfy { $0.position != nil })
  }

  @Test func `a path parameter that the template does not name is dropped with a warning`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {parameters: [{name: id, in: path, required: true, schema: {}}]}}}"
    )
    #expect(document.operations[0].parameters.isEmpty)
    #expect(document.warns(at: "/paths/~1a/get/parameters/0", "no `{id}`"))
  }

  @Test func `a path parameter is required whatever it says`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {'/{id}': {get: {parameters: [{name: id, in: path, schema: {}}]}}}"
    )
    #expect(document.operations[0].parameters[0].isRequired)
    #expect(document.warns(at: "/paths/~1{id}/get/parameters/0", "`required: true`"))
  }

  @Test(arguments: ["Accept", "content-type", "AUTHORIZATION"])
  func `header fields that are described elsewhere are ignored`(name: String) throws {
    #expect(
      try parameters("{get: {parameters: [{name: \(name), in: header, schema: {}}]}}").isEmpty
    )
    #expect(
      try parameters("{get: {parameters: [{name: \(name), in: query, schema: {}}]}}").count == 1
    )
  }

  @Test(arguments: [
    ("path", "", Parameter.Style.simple, false), ("path", "style: label", .label, false),
    ("path", "style: matrix, explode: true", .matrix, true), ("query", "", .form, true),
    ("query", "explode: false", .form, false),
    ("query", "style: spaceDelimited", .spaceDelimited, false),
    ("query", "style: pipeDelimited", .pipeDelimited, false),
    ("query", "style: deepObject", .deepObject, true),
    ("query", "style: deepObject, explode: false", .deepObject, true),
    ("header", "", .simple, false), ("header", "explode: true", .simple, true),
    ("cookie", "", .form, true), ("cookie", "style: cookie", .cookie, true),
    ("header", "style: form", .simple, false), ("query", "style: odd", .form, true),
  ])
  func `style and explode have the defaults of their place`(
    location: String,
    written: String,
    style: Parameter.Style,
    explode: Bool
  ) throws {
    let parameters = try parameters(
      "{get: {parameters: [{name: p, in: \(location), required: true, schema: {}, \(written)}]}}",
      path: "/{p}",
      version: "3.2.0"
    )
    let parameter = try #require(parameters.first { $0.location.rawValue == location })
    #expect(parameter.style == style)
    #expect(parameter.explode == explode)
  }

  @Test func `a style of another place is warned about`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {parameters: [{name: p, in: query, style: matrix, schema: {}}]}}}"
    )
    #expect(document.warns(at: "/paths/~1a/get/parameters/0/style", "`style: matrix`"))
  }

  @Test func `the other members are kept`() throws {
    let parameter = try #require(
      parameters(
        """
        {get: {parameters: [{name: p, in: query, schema: {type: integer}, deprecated: true,
          allowReserved: true, allowEmptyValue: true, example: 4,
          examples: {two: {value: 2, summary: Two}, ext: {externalValue: 'http://x'}}}]}}
        """
      ).first
    )
    #expect(parameter.isDeprecated && parameter.allowsReserved && parameter.allowsEmptyValue)
    #expect(!parameter.isRequired)
    #expect(parameter.examples.map(\.value) == [4, 2])
    #expect(parameter.examples.map(\.name) == [nil, "two"])
    #expect(
      parameter.examples[1].pointer.description == "/paths/~1a/get/parameters/0/examples/two/value"
    )
  }

  @Test func `content serialises a parameter by its one media type`() throws {
    let document = try openAPI(
      "3.1.0",
      """
      paths: {/a: {get: {parameters: [
        {name: p, in: query, content: {application/json: {schema: {type: object}}}},
        {name: q, in: query, content: {a/b: {}, c/d: {}}},
        {name: r, in: query, schema: {}, content: {a/b: {}}},
        {name: s, in: query}]}}}
      """
    )
    let parameters = document.operations[0].parameters
    #expect(parameters.map { $0.content?.mediaType } == ["application/json", "a/b", nil, nil])
    #expect(parameters.map { $0.schema == nil } == [true, true, false, false])
    #expect(document.warns(at: "/paths/~1a/get/parameters/1/content", "exactly one"))
    #expect(document.warns(at: "/paths/~1a/get/parameters/2", "both"))
    #expect(document.warns(at: "/paths/~1a/get/parameters/3", "no `schema`"))
  }

  @Test func `querystring excludes query`() throws {
    let document = try openAPI(
      "3.2.0",
      """
      paths: {/a: {get: {parameters: [
        {name: q, in: query, schema: {}},
        {name: all, in: querystring, content: {application/x-www-form-urlencoded: {schema: {}}}}]}}}
      """
    )
    #expect(document.operations[0].parameters.map(\.name) == ["all"])
    #expect(document.warns(at: "/paths/~1a/get", "whole query"))
  }
}
