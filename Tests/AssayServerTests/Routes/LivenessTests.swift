import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct LivenessTests {
  @Test func `is alive and ready`() async throws {
    try await withAssay { assay in
      let answers = try [assay.get("/healthz"), assay.get("/readyz")]
      #expect(answers.map(\.json) == [["status": "ok"], ["status": "ready"]])
    }
  }

  @Test func `while it drains it is alive, not ready, and takes no task`() async throws {
    try await withAssay {
      $0.threads = 2
    } _: { assay in
      _ = try assay.submit(endless)
      let draining = Task { await assay.application.stop() }
      while try assay.get("/readyz").status == 200 { await Task.yield() }
      let answer = try assay.get("/readyz")
      #expect(answer.status == 503)
      #expect(!answer.problem.isEmpty)
      #expect(try assay.get("/healthz").status == 200)
      // The hub begins to drain a moment after readiness tells it.
      var refused = try assay.post("/api/generate", "application/yaml", petstore)
      while refused.status == 202 {
        refused = try assay.post("/api/generate", "application/yaml", petstore)
      }
      #expect(refused.status == 503)
      #expect(refused.fields["retry-after"] != nil)
      for task in try assay.get("/api/tasks?state=running").json["tasks"]?.arrayValue ?? [] {
        _ = try assay.send("DELETE", "/api/tasks/\(task["task_id"]?.stringValue ?? "")")
      }
      await draining.value
    }
  }
}
