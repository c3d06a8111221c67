import OpenAPI
import Testing

@testable import Generation

@Suite struct LifecyclesTests {
  @Test func `creates, reads, deletes and misses`() throws {
    let suite = Documents.suite(try Documents.petStore())
    let lifecycle = try #require(suite.lifecycles.first)
    #expect(suite.lifecycles.count == 1)
    #expect(lifecycle.title == "POST /pets – create, read, delete, read again → 404")
    #expect(lifecycle.tags == ["stateful", "S01", "wfc:F103"])
    #expect(lifecycle.producer.fixtureName == "pet_id")
    #expect(
      lifecycle.steps.map(\.title) == [
        "GET /pets/{petId} – created → 200", "DELETE /pets/{petId} – delete → 204",
        "GET /pets/{petId} – after deletion → 404",
      ]
    )
    #expect(
      lifecycle.steps.map(\.expectation.statuses) == [
        [.code(200)], [.code(204)], [.code(404), .code(410)],
      ]
    )
    for step in lifecycle.steps {
      guard case .produced = step.request.pathParameters.first?.source else {
        Issue.record("\(step.title) must take the created value")
        continue
      }
    }
  }

  @Test(arguments: [
    ("'204': {description: gone}", "'202': {description: soon}"),
    ("'201':\n", "'202':\n"),
    ("id: {type: integer, readOnly: true}", "key: {type: integer, readOnly: true}"),
  ])
  func `needs certainty that the thing is there and gone`(old: String, new: String) throws {
    let document = try Documents.api(
      Documents.petStorePaths.replacing(old, with: new),
      components: Documents.petStoreComponents.replacing(old, with: new)
    )
    #expect(Documents.suite(document).lifecycles.isEmpty)
  }

  @Test func `belongs to the stateful family`() throws {
    var options = GenerationOptions()
    options.techniques = [.positive]
    #expect(Documents.suite(try Documents.petStore(), options).lifecycles.isEmpty)
  }
}
