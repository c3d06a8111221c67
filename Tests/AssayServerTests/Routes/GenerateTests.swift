import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct GenerateTests {
  @Test func `answers 202 with everything that a client needs`() async throws {
    try await withAssay { assay in
      let answer = try assay.post("/api/generate", "application/yaml", petstore)
      #expect(answer.status == 202)
      let id = answer.json["task_id"]?.stringValue ?? ""
      #expect(answer.fields["location"] == "/api/progress/\(id)")
      #expect(answer.fields["retry-after"] == "1")
      #expect(answer.json["status"] == "queued")
      #expect(answer.json["progress_url"] == .string("/api/progress/\(id)"))
      #expect(answer.json["ws_url"] == .string("/ws/\(id)"))
      #expect(answer.json["download_url"] == .string("/api/download/\(id)"))
    }
  }

  @Test(arguments: [
    "application/yaml", "text/yaml", "text/plain; charset=utf-8", "application/vnd.oai.openapi",
    "application/octet-stream", "application/x-www-form-urlencoded", nil,
  ])
  func `takes the document itself and answers a client that waits with the ZIP`(
    type: String?
  ) async throws {
    try await withAssay { assay in
      let answer = try assay.post("/api/generate?wait=true&outputs=pytest", type, petstore)
      #expect(answer.status == 200, "\(answer.text)")
      #expect(answer.fields["content-type"] == "application/zip")
      #expect(answer.content.starts(with: Array("PK\u{3}\u{4}".utf8)))
      let disposition = "attachment; filename=\"pet-store-tests.zip\""
      #expect(answer.fields["content-disposition"] == disposition)
    }
  }

  @Test func `all forms of the same wish give the same bytes`() async throws {
    try await withAssay { assay in
      let text = JSONValue.string(petstore).serialized(.compact)
      let answers = [
        try assay.post("/api/generate?wait=true&seed=7", "application/yaml", petstore),
        try assay.post(
          "/api/generate?wait=true",
          "application/json",
          "{\"spec\": \(text), \"seed\": 7}"
        ),
        try assay.postForm(
          "/api/generate?wait=true",
          [("spec", "p.yaml", petstore), ("spec_url", nil, ""), ("seed", nil, "7")]
        ),
        try assay.post(
          "/api/generate",
          "application/json",
          "{\"spec\": \(text), \"seed\": \"7\"}",
          fields: ["Prefer": "respond-async, wait=60"]
        ),
      ]
      #expect(answers.map(\.status) == [200, 200, 200, 200])
      #expect(Set(answers.map(\.content)).count == 1)
      #expect(Set(answers.map { $0.fields["etag"] }).count == 1)
      let other = try assay.post("/api/generate?wait=true&seed=8", "application/yaml", petstore)
      #expect(other.content != answers[0].content)
    }
  }

  @Test func `takes the document as a JSON object and as a JSON document`() async throws {
    let document = """
      {"openapi": "3.1.0", "info": {"title": "T", "version": "1"},
       "paths": {"/a": {"get": {"responses": {"200": {"description": "ok"}}}}}}
      """
    try await withAssay { assay in
      for content in ["{\"spec\": \(document)}", document] {
        let answer = try assay.post("/api/generate?wait=true", "application/json", content)
        #expect(answer.status == 200, "\(answer.text)")
      }
    }
  }

  @Test func `repeated check boxes are one list`() async throws {
    try await withAssay { assay in
      let answer = try assay.postForm(
        "/api/generate",
        [("spec", "p", petstore), ("techniques", nil, "positive"), ("techniques", nil, "boundary")]
      )
      let id = answer.json["task_id"]?.stringValue ?? ""
      let task = try assay.get("/api/tasks/\(id)").json
      #expect(task["options"]?["techniques"] == ["positive", "boundary"])
    }
  }

  @Test(arguments: [
    ("case_per_endpoint=3", "cases_per_endpoint"), ("cases_per_endpoint=many", "1 to 500"),
    ("outputs=pytset", "pytest"), ("seed=-1", "seed"), ("techniques=positiv", "positive"),
  ])
  func `a wrong option is 422 and names what would be right`(
    query: String,
    word: String
  ) async throws {
    try await withAssay { assay in
      let answer = try assay.post("/api/generate?\(query)", "application/yaml", petstore)
      #expect(answer.status == 422)
      #expect(answer.problem.contains(word), "\(answer.text)")
      #expect(answer.json["errors"]?[0]?["pointer"] != nil)
    }
  }

  @Test(arguments: [
    ("openapi: 3.1.0\ninfo:\n  title: x\n bad: [1, 2\n", true),
    ("{\"openapi\": \"3.1.0\",\n \"info\": }", true), ("", false), ("<html></html>", false),
    ("title: x\n", false),
  ])
  func `a document that cannot be used is 422 before there is a task`(
    document: String,
    hasPlace: Bool
  ) async throws {
    try await withAssay { assay in
      let answer = try assay.postForm("/api/generate", [("spec", "p.yaml", document)])
      #expect(answer.status == 422)
      #expect(!answer.problem.isEmpty)
      #expect(answer.json["instance"] == "/api/generate")
      if hasPlace { #expect(answer.json["errors"]?[0]?["line"]?.intValue ?? 0 >= 1) }
      #expect(try assay.get("/api/tasks").json["tasks"] == [])
    }
  }

  @Test func `a broken JSON text is located, one inside another is not`() async throws {
    try await withAssay { assay in
      let broken = try assay.post("/api/generate", "application/json", "{\"openapi\": \"3.1.0\",}")
      #expect(broken.status == 422)
      #expect(broken.json["errors"]?[0]?["line"] == 1)
      let inner = "{\"spec\": {\"openapi\": \"9.9\", \"paths\": {}}}"
      let answer = try assay.post("/api/generate", "application/json", inner)
      #expect(answer.status == 422)
      #expect(answer.json["errors"]?[0]?["line"] == nil)
    }
  }

  @Test func `says what is missing, doubled or of the wrong kind`() async throws {
    try await withAssay { assay in
      let contents = [
        "{}", "{\"spec\": 5}", "{\"spec_url\": []}",
        "{\"spec\": \"x\", \"spec_url\": \"http://a\"}",
        "{\"spec_url\": \"ftp://a/b\"}", "{\"spec_url\": \"http://user:pass@a/\"}",
      ]
      for content in contents {
        let answer = try assay.post("/api/generate", "application/json", content)
        #expect(answer.status == 422, "\(content)")
        #expect(!answer.problem.isEmpty)
      }
      #expect(try assay.postForm("/api/generate", [("seed", nil, "1")]).status == 422)
      let double =
        [("spec", "a", petstore), ("spec", "b", petstore)] as [(String, String?, String)]
      #expect(try assay.postForm("/api/generate", double).status == 400)
    }
  }

  @Test func `refuses other types, broken forms and strange waits`() async throws {
    try await withAssay { assay in
      let image = try assay.post("/api/generate", "image/png", petstore)
      #expect(image.status == 415)
      #expect(image.fields["accept"]?.contains("application/yaml") == true)
      let form = "multipart/form-data; boundary=b"
      #expect(try assay.post("/api/generate", form, "--b\r\n").status == 400)
      #expect(try assay.post("/api/generate", "multipart/form-data", "x").status == 400)
      let answer = try assay.post("/api/generate?wait=soon", "application/yaml", petstore)
      #expect(answer.status == 400)
    }
  }

  @Test(arguments: ["gzip", "br", "deflate, identity"])
  func `takes content as it is only`(coding: String) async throws {
    try await withAssay { assay in
      let fields = ["Content-Encoding": coding]
      let answer = try assay.post("/api/generate", "text/yaml", petstore, fields: fields)
      #expect(answer.status == 415)
      #expect(answer.fields["accept-encoding"] == "identity")
      #expect(answer.problem.contains(coding))
    }
  }

  @Test func `a member given twice is refused, whichever of them was meant`() async throws {
    try await withAssay { assay in
      let answer = try assay.post(
        "/api/generate",
        "application/json",
        #"{"spec": "openapi: 3.1.0", "seed": 1, "seed": 2}"#
      )
      #expect(answer.status == 422)
      #expect(answer.problem == "The member seed is given twice.")
    }
  }

  @Test func `takes a document at the bound and refuses one byte more`() async throws {
    let bound = 4_096
    let padded = petstore + "#" + String(repeating: "x", count: bound - petstore.utf8.count - 2)
    try await withAssay {
      $0.documentBytesMax = bound
    } _: { assay in
      let full = padded + "\n"
      #expect(try assay.post("/api/generate", "application/yaml", full).status == 202)
      #expect(try assay.postForm("/api/generate", [("spec", "p", full)]).status == 202)
      for answer in [
        try assay.post("/api/generate", "application/yaml", full + "\n"),
        try assay.postForm("/api/generate", [("spec", "p", full + "\n")]),
      ] {
        #expect(answer.status == 413)
        #expect(answer.problem.contains("4 KiB"))
      }
    }
  }

  @Test func `the same Idempotency-Key gives the same task`() async throws {
    try await withAssay { assay in
      let key = ["Idempotency-Key": "abc"]
      let answers = try (0..<2).map { _ in
        try assay.post("/api/generate", "application/yaml", petstore, fields: key)
      }
      #expect(answers.map(\.status) == [202, 202])
      #expect(answers[0].json["task_id"] == answers[1].json["task_id"])
      let other = try assay.post("/api/generate?seed=2", "application/yaml", petstore, fields: key)
      #expect(other.status == 422)
      #expect(other.problem.contains("Idempotency-Key"))
    }
  }

  @Test func `a full queue is 503 with the time to wait`() async throws {
    try await withAssay {
      $0.workers = 1
      $0.queueMax = 1
    } _: { assay in
      #expect(try assay.post("/api/generate", "application/yaml", endless).status == 202)
      #expect(try assay.post("/api/generate", "application/yaml", petstore).status == 202)
      let answer = try assay.post("/api/generate", "application/yaml", petstore)
      #expect(answer.status == 503)
      #expect(Int(answer.fields["retry-after"] ?? "") ?? 0 >= 1)
    }
  }

  @Test func `a client that waits in vain gets the 202, and one whose task fails the problem`()
    async throws
  {
    try await withAssay {
      $0.workers = 1
      $0.allowsPrivateURLs = true
    } _: { assay in
      let failing = "{\"spec_url\": \"http://127.0.0.1:1/openapi.json\"}"
      let failed = try assay.post("/api/generate?wait=30", "application/json", failing)
      #expect(failed.status == 422)
      #expect(failed.problem == "Could not connect to 127.0.0.1:1: nothing answers there.")
      #expect(failed.json["type"] == "urn:assay:problem:fetch:connection")
      let slow = try assay.post("/api/generate?wait=1", "application/yaml", endless)
      #expect(slow.status == 202)
    }
  }
}
