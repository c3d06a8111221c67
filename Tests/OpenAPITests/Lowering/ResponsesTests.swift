import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

@Suite struct ResponsesTests {
  private func document(_ responses: String, rest: String = "") throws -> APIDocument {
    try openAPI(
      "3.1.0",
      "paths: {/a: {get: {operationId: getA, responses: \(responses)}}, '/b/{id}': {put: {operationId: putB, "
        + "parameters: [{name: id, in: path, required: true, schema: {}}]}}}\n\(rest)"
    )
  }

  @Test(arguments: [
    ("200", StatusPattern.code(200)), ("2XX", .range(2)), ("5xx", .range(5)), ("default", .default),
    ("599", .code(599)), ("100", .code(100)), ("20", nil), ("600", nil), ("2000", nil), ("2X", nil),
    ("6XX", nil), ("ok", nil), ("-20", nil), ("2+0", nil), ("", nil),
  ])
  func `statuses are codes, ranges and the default`(key: String, status: StatusPattern?) {
    #expect(StatusPattern(key) == status)
  }

  @Test func `numeric keys, ranges and unknown statuses`() throws {
    let document = try document("{200: {description: a}, '2XX': {}, default: {}, 99: {}, x-y: {}}")
    let responses = document.operations[0].responses
    #expect(responses.map(\.status) == [.code(200), .range(2), .default])
    #expect(responses.map(\.description) == ["a", "", ""])
    #expect(document.warns(at: "/paths/~1a/get/responses/99", "not a status"))
  }

  @Test func `a status documented twice counts once`() throws {
    let document = try document("{2XX: {description: a}, 2xx: {description: b}}")
    #expect(document.operations[0].responses.map(\.description) == ["b"])
    #expect(document.warns(at: "/paths/~1a/get/responses/2xx", "twice"))
  }

  @Test func `a response that says nothing still documents its status`() throws {
    let document = try document("{204: null}")
    #expect(document.operations[0].responses.map(\.status) == [.code(204)])
    #expect(document.warns(at: "/paths/~1a/get/responses/204", "mapping"))
  }

  @Test func `missing responses are warned about before 3_1`() throws {
    #expect(try openAPI("3.1.0", "paths: {/a: {get: {}}}").problems.isEmpty)
    #expect(
      try openAPI("3.0.0", "paths: {/a: {get: {}}}").warns(at: "/paths/~1a/get", "`responses`")
    )
  }

  @Test func `headers are followed, and Content-Type is ignored`() throws {
    let document = try document(
      """
      {200: {description: '', headers: {content-type: {schema: {}}, X-A: {required: true, schema: {type: integer}},
        X-B: {$ref: '#/components/headers/B'}}}}
      """,
      rest: "components: {headers: {B: {content: {text/plain: {schema: {type: string}}}}}}"
    )
    let headers = document.operations[0].responses[0].headers
    #expect(headers.map(\.name) == ["X-A", "X-B"])
    #expect(headers.map(\.isRequired) == [true, false])
    #expect(headers.allSatisfy { $0.schema != nil })
  }

  @Test func `links find their operation by id and by reference`() throws {
    let document = try document(
      """
      {200: {description: '', links: {
        byID: {operationId: putB, parameters: {path.id: '$response.body#/id', n: 1}, requestBody: {a: $url}},
        byRef: {operationRef: '#/paths/~1b~1{id}/put'},
        escaped: {operationRef: '#/paths/~1b~1%7Bid%7D/put'},
        gone: {operationId: nobody}, away: {operationRef: 'https://x/y#/paths/~1z/get'}, none: {},
        odd: {operationId: putB, parameters: {id: '$response.'}},
        lost: {$ref: '#/components/links/no'}}}}
      """
    )
    let links = document.operations[0].responses[0].links
    #expect(links.map(\.name) == ["byID", "byRef", "escaped", "gone", "away", "none", "odd"])
    let target = "PUT /b/{id}"
    #expect(links.map(\.target) == [target, target, target, nil, nil, nil, target])
    #expect(links[0].parameters["path.id"] == "$response.body#/id")
    #expect(links[0].parameters["n"] == 1)
    #expect(links[0].requestBody == ["a": "$url"])
    let place = "/paths/~1a/get/responses/200/links/"
    #expect(document.warns(at: place + "gone/operationId", "`nobody`"))
    #expect(document.warns(at: place + "away/operationRef", "https://x/y"))
    #expect(document.warns(at: place + "none", "names no operation"))
    #expect(document.warns(at: place + "lost", "points to nothing"))
  }

  @Test func `a link to an operation that cannot be used has no target`() throws {
    let document = try openAPI(
      "3.1.0",
      "paths: {/a: {get: {responses: {200: {links: {l: {operationId: bad}}}}}, put: {operationId: bad, parameters: 1}}}"
    )
    #expect(document.operations[0].responses[0].links.map(\.target) == [nil])
  }
}
