import Generation
import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct SeveralFilesTests {
  private static let files = [
    "spec/openapi.yaml": """
    openapi: 3.1.0
    info: {title: Two files, version: '1'}
    paths:
      /pets: {get: {responses: {200: {description: ok, content: {application/json: {schema: {$ref: ../Pet.yaml}}}}}}}
      /lost: {get: {parameters: [{$ref: lost.yaml}], responses: {200: {description: ok}}}}
    """,
    "Pet.yaml": "type: object\nproperties: {name: {type: strin}}\n",
  ]

  private func archive() throws -> [UInt8] {
    try ZIPWriter.archive(
      Self.files.sorted { $0.key < $1.key }.map { SuiteFile(path: $0, text: $1) }
    )
  }

  @Test func `validate reads an archive and names the files of its findings`() async throws {
    let archive = try archive()
    try await withAssay { assay in
      let report = try assay.send(
        "POST",
        "/api/validate",
        fields: ["Content-Type": "application/zip"],
        content: archive
      ).json
      #expect(report["valid"] == true)
      #expect(report["endpoint_count"] == 1)
      let problems = report["problems"]?.arrayValue ?? []
      let lost = problems.first { $0["code"] == "external-reference" }
      #expect(lost?["severity"] == "error")
      #expect(lost?["line"] == 5)
      #expect(lost?["document"] == nil)
      let inPet = problems.first { $0["code"] == "schema-keyword" }
      #expect(inPet?["document"] == "Pet.yaml")
      #expect(inPet?["pointer"] == "#/properties/name/type")
      #expect(inPet?["line"] == 2)
    }
  }

  @Test func `generate takes an archive, also twice with the same suite`() async throws {
    let archive = try archive()
    try await withAssay { assay in
      let answers = try (0..<2).map { _ in
        try assay.send(
          "POST",
          "/api/generate?wait=60",
          fields: ["Content-Type": "application/octet-stream"],
          content: archive
        )
      }
      #expect(answers.map(\.status) == [200, 200])
      #expect(answers[0].content == answers[1].content)
    }
  }

  @Test(arguments: [
    (["a.yaml": "type: object"], "no single OpenAPI document"),
    (["a.yaml": "openapi: 3.1.0", "b.yaml": "openapi: 3.1.0"], "a.yaml, b.yaml"),
  ])
  func `an archive without its document is refused`(files: [String: String], words: String)
    async throws
  {
    let archive = try ZIPWriter.archive(files.map { SuiteFile(path: $0, text: $1) })
    try await withAssay { assay in
      let answer = try assay.send(
        "POST",
        "/api/generate",
        fields: ["Content-Type": "application/zip"],
        content: archive
      )
      #expect(answer.status == 422)
      #expect(answer.problem.contains(words), "\(answer.problem)")
    }
  }

  @Test func `a damaged archive is refused`() async throws {
    let archive = try archive().dropLast(30)
    try await withAssay { assay in
      let answer = try assay.send("POST", "/api/generate", content: Array(archive))
      #expect(answer.status == 422)
      #expect(answer.problem.contains("The ZIP archive cannot be read"))
    }
  }

  @Test func `an address that a document refers to is fetched under the policy of spec_url`()
    async throws
  {
    let document = """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      paths:
        /own: {get: {responses: {200: {description: ok}}}}
        /tasks: {$ref: 'http://127.0.0.1:PORT/api/openapi.json#/paths/~1api~1tasks'}
      """
    for (host, count) in [("127.0.0.1", 2), ("0.0.0.0", 1)] {
      try await withAssay {
        $0.host = host
        $0.threads = 2
      } _: { assay in
        let text = document.replacing("PORT", with: "\(assay.port)")
        let report = try assay.post("/api/validate", "application/yaml", text).json
        #expect(report["endpoint_count"]?.intValue == count)
        let problem = report["problems"]?.arrayValue?.first { $0["code"] == "external-reference" }
        #expect((problem == nil) == (count == 2))
        if count == 1 {
          #expect(problem?["message"]?.stringValue?.contains("private network") == true)
        }
        // What has yet to be fetched does not keep a task from being accepted.
        #expect(try assay.post("/api/generate", "application/yaml", text).status == 202)
      }
    }
  }
}
