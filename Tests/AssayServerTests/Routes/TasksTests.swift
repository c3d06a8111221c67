import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct TasksTests {
  @Test func `tells everything about one task`() async throws {
    try await withAssay { assay in
      let id = try await assay.finished()
      let task = try assay.get("/api/tasks/\(id)").json
      #expect(task["task_id"] == .string(id))
      #expect(task["state"] == "complete")
      #expect(task["title"] == "Pet Store")
      #expect(task["counts"]?["operations"] == 5)
      #expect(task["counts"]?["cases"]?.intValue ?? 0 > 10)
      #expect(task["operations"]?.arrayValue?.count == 5)
      #expect(task["operations"]?[0]?["cases"]?.intValue ?? 0 > 0)
      #expect(task["problems"]?.arrayValue != nil && task["omissions"]?.arrayValue != nil)
      #expect(task["progress"]?["stage"] == "complete")
      #expect(task["archive"] == "ready")
      #expect(task["options"]?["outputs"] == ["pytest"])
      #expect(task["duration_ms"]?.intValue ?? -1 >= 0)
      #expect(task["download_url"] == .string("/api/download/\(id)"))
    }
  }

  @Test func `a skipped operation costs itself alone and is told`() async throws {
    let document = petstore.replacing(
      "    head:\n      responses: { '200': { description: ok } }",
      with: "    head:\n      responses: { '200': { $ref: '#/components/responses/Missing' } }"
    )
    try await withAssay { assay in
      let id = try await assay.finished(document)
      let task = try assay.get("/api/tasks/\(id)").json
      #expect(task["state"] == "complete")
      #expect(task["counts"]?["operations"] == 4)
      let skipped = task["operations"]?.arrayValue?.filter { $0["skipped"] == true } ?? []
      #expect(skipped.map { $0["method"] } == ["HEAD"])
      let places = task["problems"]?.arrayValue?.compactMap { $0["line"]?.intValue } ?? []
      #expect(!places.isEmpty, "\(task["problems"] ?? .null)")
    }
  }

  @Test func `pages through the history, newest first, by state`() async throws {
    try await withAssay { assay in
      var ids: [String] = []
      for _ in 0..<3 { ids.append(try await assay.finished()) }
      let first = try assay.get("/api/tasks?limit=2").json
      let cursor = first["next_cursor"]?.stringValue ?? ""
      let second = try assay.get("/api/tasks?limit=2&cursor=\(cursor)").json
      #expect(second["next_cursor"] == nil)
      let listed = [first, second].flatMap { $0["tasks"]?.arrayValue ?? [] }
      #expect(listed.compactMap { $0["task_id"]?.stringValue } == ids.reversed())
      #expect(try assay.get("/api/tasks?state=error,cancelled").json["tasks"] == [])
      #expect(try assay.get("/api/tasks?state=complete").json["tasks"]?.arrayValue?.count == 3)
      for query in ["limit=0", "limit=201", "limit=x", "cursor=x", "state=done"] {
        let answer = try assay.get("/api/tasks?\(query)")
        #expect(answer.status == 400, "\(query)")
        #expect(!answer.problem.isEmpty)
      }
    }
  }

  @Test func `cancels a task that goes on and removes one that has ended`() async throws {
    try await withAssay { assay in
      let id = try assay.submit(endless)
      let cancelled = try assay.send("DELETE", "/api/tasks/\(id)")
      #expect(cancelled.status == 202)
      #expect(cancelled.json["state"] == "cancelled")
      let removed = try assay.send("DELETE", "/api/tasks/\(id)")
      #expect(removed.status == 204)
      #expect(removed.content.isEmpty)
      #expect(try assay.send("DELETE", "/api/tasks/\(id)").status == 404)
      #expect(try assay.get("/api/progress/\(id)").status == 404)
    }
  }

  @Test func `runs an ended task again`() async throws {
    try await withAssay {
      $0.workers = 1
    } _: { assay in
      let id = try await assay.finished()
      let again = try assay.send("POST", "/api/tasks/\(id)/retry")
      #expect(again.status == 202)
      #expect(again.json["retry_of"] == .string(id))
      let other = again.json["task_id"]?.stringValue ?? ""
      #expect(again.fields["location"] == "/api/progress/\(other)")
      #expect(try assay.get("/api/tasks/\(other)").json["retry_of"] == .string(id))
      let running = try assay.submit(endless)
      #expect(try assay.send("POST", "/api/tasks/\(running)/retry").status == 409)
      #expect(try assay.send("POST", "/api/tasks/nobody/retry").status == 404)
    }
  }

  @Test func `lists the files of the ZIP and shows each`() async throws {
    try await withAssay { assay in
      let id = try await assay.finished()
      let list = try assay.get("/api/tasks/\(id)/files").json
      let files = list["files"]?.arrayValue ?? []
      #expect(list["file_name"] == "pet-store-tests.zip")
      #expect(files.count == (try assay.get("/api/tasks/\(id)").json["counts"]?["files"]?.intValue))
      for file in files {
        let path = file["path"]?.stringValue ?? ""
        let answer = try assay.get("/api/tasks/\(id)/files/\(path)")
        #expect(answer.status == 200, "\(path)")
        #expect(answer.fields["content-type"] == "text/plain; charset=utf-8")
        #expect(answer.fields["x-content-type-options"] == "nosniff")
        #expect(answer.content.count == file["size"]?.intValue)
      }
      for path in ["nothing", "../../etc/passwd", "%2e%2e/README.md", "README.md/", ""] {
        #expect(try assay.get("/api/tasks/\(id)/files/\(path)").status == 404, "\(path)")
      }
    }
  }
}
