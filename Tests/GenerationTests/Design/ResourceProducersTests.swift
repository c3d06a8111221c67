import JSONSchema
import OpenAPI
import Testing

@testable import Generation

@Suite struct ResourceProducersTests {
  private func producer(
    created: String,
    parameter: String = "{name: id, in: path, required: true, schema: {type: string}}",
    path: String = "/things/{id}",
    status: String = "201",
    links: String = "",
    more: String = ""
  ) throws -> ResourceProducer? {
    let document = try Documents.api(
      """
      /things:
        post:
          responses:
            '\(status)':
              description: made
              content: {application/json: {schema: \(created)}}
              \(links)
      \(path):
        get:
          operationId: getThing
          parameters: [\(parameter)]
          responses: {'200': {description: ok}}
      \(more)
      """
    )
    let context = try #require(Documents.context(document, "GET \(path)"))
    return context.produced.values.first
  }

  private func object(_ properties: String) -> String {
    "{type: object, properties: {\(properties)}}"
  }

  @Test(arguments: [
    ("id: {type: string}", "/id"), ("thingId: {type: string}", "/thingId"),
    ("ID: {type: integer}", "/ID"), ("thing_id: {type: string}", "/thing_id"),
    ("data: {type: object, properties: {id: {type: string}}}", "/data/id"),
    ("thing: {type: object, properties: {id: {type: string}}}", "/thing/id"),
  ])
  func `finds the field by its name`(properties: String, pointer: String) throws {
    let found = try #require(try producer(created: object(properties)))
    #expect(found.responsePointer == JSONPointer(pointer))
    #expect(found.operation == "POST /things")
  }

  @Test(arguments: [
    "name: {type: string}", "ownerId: {type: string}", "id: {type: object}",
    "id: {type: array, items: {type: string}}", "id: {type: boolean}",
  ])
  func `takes no field that does not fit`(properties: String) throws {
    #expect(try producer(created: object(properties)) == nil)
  }

  @Test func `takes no text for a number`() throws {
    let number = "{name: id, in: path, required: true, schema: {type: integer}}"
    #expect(try producer(created: object("id: {type: string}"), parameter: number) == nil)
    #expect(try producer(created: object("id: {type: integer}"), parameter: number) != nil)
  }

  @Test func `prefers a link`() throws {
    let found = try producer(
      created: object("id: {type: string}, key: {type: string}"),
      links: "links: {get: {operationId: getThing, parameters: {id: '$response.body#/key'}}}"
    )
    #expect(found?.responsePointer == JSONPointer("/key"))
  }

  @Test func `trusts no creation that only begins`() throws {
    #expect(try producer(created: object("id: {type: string}"), status: "202") == nil)
  }

  @Test func `fills only plain segments below a fixed collection`() throws {
    let created = object("id: {type: string}")
    #expect(try producer(created: created, path: "/things/{id}.json") == nil)
    #expect(try producer(created: created, path: "/others/{id}") == nil)
    #expect(try producer(created: created, path: "/things/{id}/parts") != nil)
    let label = "{name: id, in: path, required: true, style: label, schema: {type: string}}"
    #expect(try producer(created: created, parameter: label) == nil)
  }

  @Test func `shares one fixture among the paths of a collection`() throws {
    let document = try Documents.api(
      Documents.petStorePaths + """

        /pets/{id}/photos:
          get:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses: {'200': {description: ok}}
        /other/pets:
          post:
            responses:
              '201':
                description: made
                content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
        /other/pets/{id}:
          get:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses: {'200': {description: ok}}
        """,
      components: Documents.petStoreComponents
    )
    let names = ["GET /pets/{petId}", "GET /pets/{id}/photos", "GET /other/pets/{id}"].map {
      Documents.context(document, $0)?.produced.values.first?.fixtureName
    }
    #expect(names == ["pet_id", "pet_id", "pet_id_2"])
  }

  @Test func `makes nothing for a parameter of another type`() throws {
    let document = try Documents.api(
      """
      /things:
        post:
          responses:
            '201':
              description: made
              content: {application/json: {schema: {properties: {id: {type: string}}}}}
      /things/{id}:
        get:
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses: {'200': {description: ok}}
      /things/{id}/parts:
        get:
          parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
          responses: {'200': {description: ok}}
      """
    )
    #expect(Documents.context(document, "GET /things/{id}")?.produced.count == 1)
    #expect(Documents.context(document, "GET /things/{id}/parts")?.produced.count == 0)
  }

  @Test func `tolerates a missing thing below a created one`() throws {
    let document = try Documents.api(
      Documents.petStorePaths + """

        /pets/{id}/owner:
          get:
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses: {'200': {description: ok}}
        """,
      components: Documents.petStoreComponents
    )
    let suite = Documents.suite(document)
    #expect(suite.operations.last?.cases.first?.expectation.statuses == [.code(200), .code(404)])
  }
}
