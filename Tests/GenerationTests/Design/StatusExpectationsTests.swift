import OpenAPI
import Testing

@testable import Generation

@Suite struct StatusExpectationsTests {
  private func expectations(
    _ statuses: [String],
    method: String = "post",
    security: Bool = false
  ) throws -> StatusExpectations {
    let responses = statuses.map { "'\($0)': {description: d}" }.joined(separator: ", ")
    let document = try Documents.api(
      "/x: {\(method): {responses: {\(responses)}\(security ? ", security: [{key: []}]" : "")}}",
      components: "securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}"
    )
    let operation = try #require(document.operations.first)
    return StatusExpectations(operation, schemas: ResponseSchemas(of: [], in: document))
  }

  @Test(arguments: [
    (["200"], "200"), (["200", "204", "400"], "200 or 204"), (["200", "304"], "200 or 304"),
    (["2XX"], "2xx"), (["default"], "2xx"), (["200", "default"], "200"),
    (["400", "default"], "2xx"),
    (["404"], "2xx or 404"), (["405", "500"], "2xx, 405 or 500"),
  ])
  func `expects the documented successes`(documented: [String], text: String) throws {
    #expect(try expectations(documented).positive(.init()).statusText == text)
  }

  @Test(arguments: [
    (["101"], true), (["101", "4XX", "5XX"], true), (["101", "200"], false), (["200"], false),
    (["101", "default"], true), (["101", "2XX"], false), (["404"], false),
  ])
  func `sees where success is another protocol`(documented: [String], switches: Bool) throws {
    #expect(try expectations(documented).switchesProtocols == switches)
  }

  @Test func `tolerates what a correct server cannot know`() throws {
    let all = try expectations(["201", "404", "409", "422"])
    #expect(all.positive(.init()).statusText == "201 or 409")
    #expect(all.positive(.init(mayBeMissing: true)).statusText == "201, 404 or 409")
    #expect(all.positive(.init(refersToOthers: true)).statusText == "201, 404, 409 or 422")
    let few = try expectations(["201"])
    #expect(
      few.positive(.init(mayBeMissing: true, refersToOthers: true)).statusText == "201 or 404"
    )
    #expect(try expectations(["200", "409"], method: "get").positive(.init()).statusText == "200")
    #expect(all.successText == "201")
  }

  @Test(arguments: [
    (["200"], "400 or 422"), (["200", "405"], "400, 405 or 422"),
    (["200", "404", "409"], "400, 404, 409 or 422"),
    (["200", "401", "403"], "400, 401, 403 or 422"),
    (["200", "406", "415", "500"], "400 or 422"),
    (["200", "default"], "400, 405, 409, 422 or 428"),
    (["200", "4XX"], "400, 405, 409, 422 or 428"),
  ])
  func `expects a refusal`(documented: [String], text: String) throws {
    #expect(try expectations(documented).negative(.init(mistake: .content)).statusText == text)
  }

  @Test func `accepts what the place of the mistake explains`() throws {
    let plain = try expectations(["200"])
    #expect(plain.negative(.init(mistake: .path)).statusText == "400, 404 or 422")
    #expect(plain.negative(.init(mistake: .missingContent)).statusText == "400, 415 or 422")
    #expect(plain.negative(.init(mistake: .field)).statusText == "400, 401, 403, 406 or 422")
    #expect(plain.negative(.init(mistake: .cookie)).statusText == "400, 401, 403 or 422")
    #expect(
      plain.negative(.init(mayBeMissing: true, mistake: .query)).statusText == "400, 404 or 422"
    )
    let secured = try expectations(["200", "401", "403"], security: true)
    #expect(secured.negative(.init(mistake: .query)).statusText == "400 or 422")
  }

  @Test func `forbids content where there is none`() throws {
    #expect(try expectations(["204"]).positive(.init()).forbidsContent)
    #expect(try !expectations(["200", "204"]).positive(.init()).forbidsContent)
    #expect(try expectations(["200"], method: "head").positive(.init()).forbidsContent)
    #expect(try expectations(["200"], method: "head").negative(.init()).forbidsContent)
    #expect(try !expectations(["204"]).negative(.init()).forbidsContent)
  }
}
