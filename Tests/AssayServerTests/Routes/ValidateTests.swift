import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct ValidateTests {
  @Test func `tells what a document holds`() async throws {
    try await withAssay { assay in
      let report = try assay.post("/api/validate", "application/yaml", petstore).json
      #expect(report["valid"] == true)
      #expect(report["title"] == "Pet Store")
      #expect(report["version"] == "3.1.0")
      #expect(report["endpoint_count"] == 5)
      let operations = report["operations"]?.arrayValue ?? []
      let names = operations.map {
        "\($0["method"]?.stringValue ?? "") \($0["path"]?.stringValue ?? "")"
      }
      #expect(
        names == [
          "GET /pets", "HEAD /pets", "POST /pets", "GET /pets/{id}", "DELETE /pets/{id}",
        ]
      )
      #expect(try assay.get("/api/tasks").json["tasks"] == [])
    }
  }

  @Test func `a document that cannot be used is a report too`() async throws {
    try await withAssay { assay in
      let answer = try assay.post("/api/validate", "application/yaml", "openapi: 3.1.0\n  x: [")
      #expect(answer.status == 200)
      #expect(answer.json["valid"] == false)
      #expect(answer.json["problems"]?[0]?["severity"] == "error")
      let places = answer.json["problems"]?.arrayValue?.compactMap { $0["line"]?.intValue } ?? []
      #expect(!places.isEmpty)
    }
  }

  @Test func `an address that cannot be fetched is a problem`() async throws {
    try await withAssay {
      $0.host = "0.0.0.0"
    } _: { assay in
      let content = "{\"spec_url\": \"http://127.0.0.1:\(assay.port)/api/openapi.json\"}"
      let answer = try assay.post("/api/validate", "application/json", content)
      #expect(answer.status == 422)
      #expect(answer.json["type"] == "urn:assay:problem:fetch:policy")
      #expect(answer.problem.contains("--allow-private-urls"))
    }
  }

  @Test func `fetches the server's own description when it may`() async throws {
    try await withAssay {
      $0.threads = 2
    } _: { assay in
      let content = "{\"spec_url\": \"http://127.0.0.1:\(assay.port)/api/openapi.json\"}"
      let report = try assay.post("/api/validate", "application/json", content).json
      #expect(report["valid"] == true)
      #expect(report["title"] == "Assay")
    }
  }
}
