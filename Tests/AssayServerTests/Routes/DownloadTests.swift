import JSONSchema
import TaskHub
import TestSupport
import Testing

@testable import AssayServer

@Suite struct DownloadTests {
  @Test func `is whole, cacheable and resumable`() async throws {
    try await withAssay { assay in
      let path = "/api/download/\(try await assay.finished())"
      let whole = try assay.get(path)
      #expect(whole.status == 200)
      #expect(whole.fields["content-type"] == "application/zip")
      #expect(
        whole.fields["content-disposition"] == "attachment; filename=\"pet-store-tests.zip\""
      )
      #expect(whole.fields["content-length"] == String(whole.content.count))
      #expect(whole.fields["accept-ranges"] == "bytes")
      let tag = whole.fields["etag"] ?? ""
      #expect(tag.hasPrefix("\"") && tag.count > 20)

      #expect(try assay.get(path, fields: ["If-None-Match": tag]).status == 304)
      let changed = try assay.get(path, fields: ["If-Match": "\"other\""])
      #expect(changed.status == 412)
      #expect(changed.problem.contains("If-Match"))
      let part = try assay.get(path, fields: ["Range": "bytes=0-3", "If-Range": tag])
      #expect(part.status == 206)
      #expect(part.content == Array(whole.content.prefix(4)))
      #expect(part.fields["content-range"] == "bytes 0-3/\(whole.content.count)")
      let beyond = try assay.get(path, fields: ["Range": "bytes=99999999-"])
      #expect(beyond.status == 416)
      #expect(beyond.fields["content-range"] == "bytes */\(whole.content.count)")
      #expect(beyond.problem.contains("bytes */\(whole.content.count)"))

      let head = try assay.send("HEAD", path)
      #expect(head.status == 200)
      #expect(head.fields["content-length"] == whole.fields["content-length"])
    }
  }

  @Test func `is 404 for an unknown task and 409 for one that has no ZIP`() async throws {
    try await withAssay {
      $0.workers = 1
    } _: { assay in
      #expect(try assay.get("/api/download/nobody").status == 404)
      #expect(try assay.get("/api/download/0123456789abcdefghjk").status == 404)
      _ = try assay.submit(endless)
      let id = try assay.submit()
      let early = try assay.get("/api/download/\(id)")
      #expect(early.status == 409)
      #expect(early.problem.contains("queued"))
      _ = try assay.send("DELETE", "/api/tasks/\(id)")
      let never = try assay.get("/api/download/\(id)")
      #expect(never.status == 409)
      #expect(never.problem.contains("cancelled"))
    }
  }

  @Test func `is 410 after the clean-up`() async throws {
    try await withAssay { assay in
      let id = try await assay.finished()
      await assay.hub.sweep(now: Timestamp.now.earlier(by: .seconds(-8 * 86_400)))
      for path in ["/api/download/\(id)", "/api/tasks/\(id)/files", "/api/tasks/\(id)/files/a"] {
        #expect(try assay.get(path).status == 410)
      }
      #expect(try assay.get("/api/tasks/\(id)").json["archive"] == "expired")
      #expect(try assay.send("POST", "/api/tasks/\(id)/retry").status == 202)
    }
  }
}
