import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Features that trip generators, 20–34: parameters. What concerns their form on the wire is tested
/// where they are written.
@Suite struct ParameterPointsTests {
  /// The parameters of an operation in flow style, and the document.
  private func parameters(
    _ list: String,
    path: String = "/a",
    version: String = "3.2.0"
  ) throws -> (list: [Parameter], document: APIDocument) {
    let document = try openAPI(
      version,
      "paths: {'\(path)': {get: {responses: {200: {description: ok}}, parameters: [\(list)]}}}"
    )
    return (try #require(document.operations.first).parameters, document)
  }

  @Test func `20: a name may stand in several places, and header names ignore case`() throws {
    let (list, document) = try parameters(
      "{name: a, in: query, schema: {}}, {name: a, in: header, schema: {}}, "
        + "{name: a, in: cookie, schema: {}}, {name: A, in: header, required: true, schema: {}}, "
        + "{name: A, in: query, schema: {}}"
    )
    #expect(
      list.map { "\($0.location) \($0.name)" } == ["query a", "header A", "cookie a", "query A"]
    )
    #expect(document.problems.map(\.code) == [.duplicateParameter])
  }

  @Test func `21: the operation overrides the path's parameters and removes none`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {parameters: [{name: a, in: query, schema: {type: string}}, "
        + "{name: b, in: query, schema: {type: string}}], "
        + "get: {parameters: [{name: b, in: query, required: true, schema: {type: integer}}]}, "
        + "put: {parameters: []}}}"
    )
    #expect(document.operation("GET /a")?.parameters.map(\.isRequired) == [false, true])
    #expect(document.operation("PUT /a")?.parameters.map(\.name) == ["a", "b"])
  }

  @Test(arguments: ["Accept", "content-type", "AUTHORIZATION"])
  func `22: three header fields are described elsewhere`(name: String) throws {
    #expect(try parameters("{name: \(name), in: header, schema: {}}").list.isEmpty)
  }

  @Test func `23: path parameters and placeholders that miss each other are warned about`() throws {
    let (list, document) = try parameters(
      "{name: b, in: path, required: true, schema: {}}, {name: c, in: path, schema: {}}",
      path: "/{a}/{c}"
    )
    #expect(list.map(\.name) == ["c", "a"])
    #expect(list.map(\.isRequired) == [true, true])
    let codes = Set(document.problems.map(\.code))
    #expect(
      codes == [.undeclaredPathParameter, .unusedPathParameter, .optionalPathParameter]
    )
  }

  @Test(arguments: [
    ("query", "form", true, true), ("query", "spaceDelimited", false, true),
    ("query", "pipeDelimited", false, true), ("query", "deepObject", true, true),
    ("query", "matrix", false, false), ("header", "simple", false, true),
    ("header", "form", false, false), ("cookie", "form", true, true),
    ("cookie", "cookie", true, true), ("cookie", "deepObject", false, false),
  ])
  func `24: each place has its styles and their defaults of explode`(
    location: String,
    style: String,
    explode: Bool,
    isKnown: Bool
  ) throws {
    let (list, document) = try parameters(
      "{name: p, in: \(location), style: \(style), schema: {}}"
    )
    #expect((list[0].style.rawValue == style) == isKnown)
    if isKnown { #expect(list[0].explode == explode) }
    #expect(document.problems.contains { $0.code == .unknownStyle } == !isKnown)
  }

  @Test func `26: allowReserved is kept`() throws {
    let (list, _) = try parameters("{name: p, in: query, allowReserved: true, schema: {}}")
    #expect(list[0].allowsReserved)
  }

  @Test func `27: a parameter with content has exactly one media type`() throws {
    let (list, document) = try parameters(
      "{name: p, in: query, content: {application/json: {schema: {type: object}}, text/plain: {}}}"
    )
    #expect(list[0].schema == nil)
    #expect(list[0].content?.mediaType == "application/json")
    #expect(document.problems.map(\.code) == [.severalParameterTypes])
  }

  @Test func `28: allowEmptyValue is for the query only`() throws {
    let (list, _) = try parameters(
      "{name: p, in: query, allowEmptyValue: true, schema: {}}, "
        + "{name: p, in: header, allowEmptyValue: true, schema: {}}"
    )
    #expect(list.map(\.allowsEmptyValue) == [true, false])
  }

  @Test(arguments: [
    ("csv", Parameter.Style.form, false), ("ssv", .spaceDelimited, false),
    ("tsv", .tabDelimited, false), ("pipes", .pipeDelimited, false), ("multi", .form, true),
  ])
  func `29: collectionFormat of Swagger 2_0 is a style`(
    format: String,
    style: Parameter.Style,
    explode: Bool
  ) throws {
    let document = try swagger(
      "paths: {/a: {get: {responses: {200: {description: ok}}, parameters: [{name: p, in: query, "
        + "type: array, collectionFormat: \(format), "
        + "items: {type: array, collectionFormat: csv, items: {type: string}}}]}}}"
    )
    let parameter = try #require(document.operations.first?.parameters.first)
    #expect(parameter.style == style && parameter.explode == explode)
    let schema = document.schemas[try #require(parameter.schema)]
    #expect(schema.items.map { document.schemas[$0].types } == .array)
  }

  @Test func `31: cookie parameters keep their style`() throws {
    let (list, _) = try parameters(
      "{name: a, in: cookie, schema: {}}, {name: b, in: cookie, style: cookie, schema: {}}"
    )
    #expect(list.map(\.style) == [.form, .cookie])
  }

  @Test func `32: querystring is the whole query and belongs to 3_2`() throws {
    let query =
      "{name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}"
    let (list, document) = try parameters(query + ", {name: x, in: query, schema: {}}")
    #expect(list.map(\.location) == [.querystring])
    #expect(document.problems.map(\.code) == [.querystringBesideQuery])
    #expect(throws: DocumentError.self) { try parameters(query, version: "3.1.0") }
  }
}
