import HTTPTypes
import JSONSchema
import OpenAPI
import TestSupport
import Testing

@testable import AssayServer

@Suite struct DescriptionTests {
  @Test func `describes exactly the routes of the table`() async throws {
    try await withAssay { assay in
      let document = try assay.get("/api/openapi.json").json
      let known: Set<String> = ["get", "post", "put", "patch", "delete", "head", "options"]
      var described: Set<String> = []
      for (path, item) in document["paths"]?.objectValue ?? [:] {
        for method in item.objectValue?.keys ?? [] where known.contains(method) {
          described.insert("\(method.uppercased()) \(path)")
        }
      }
      let table = assay.application.router.routes.map {
        "\($0.method.rawValue) \($0.pattern.text)"
      }
      #expect(described == Set(table))
      #expect(table.count == Set(table).count)
    }
  }

  @Test func `is a document without a fault`() throws {
    let document = try DocumentReader().read(Array(OpenAPIDescription.text.utf8))
    #expect(document.operations.count == 14)
    #expect(document.skippedOperations.isEmpty)
    #expect(document.problems.map(\.message) == [])
  }

  @Test func `names the options that are really there`() throws {
    let document = try JSONReader.read(Array(OpenAPIDescription.text.utf8)).value
    let schemas = document["components"]?["schemas"]
    let properties = schemas?["GenerateRequest"]?["properties"]?.objectValue?.keys ?? []
    #expect(Set(properties) == Set(optionNames + ["spec", "spec_url", "spec_headers"]))
    let parameters = document["components"]?["parameters"]?.objectValue?.values ?? []
    let query = parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.stringValue }
    #expect(Set(optionNames).isSubset(of: Set(query)))
  }

  @Test func `can be cached`() async throws {
    try await withAssay { assay in
      let answer = try assay.get("/api/openapi.json")
      let tag = ["If-None-Match": answer.fields["etag"] ?? ""]
      #expect(answer.fields["content-type"] == "application/json")
      #expect(try assay.get("/api/openapi.json", fields: tag).status == 304)
    }
  }
}
