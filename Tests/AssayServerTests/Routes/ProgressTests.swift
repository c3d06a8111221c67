import JSONSchema
import TaskHub
import TestSupport
import Testing

@testable import AssayServer

@Suite struct ProgressTests {
  /// What a petstore run tells, as stage, progress.
  static let story = [
    "starting 0", "parsing 10", "parsing 100", "generating 20", "generating 40", "generating 50",
    "generating 60", "generating 70", "generating 80", "generating 90", "generating 100",
    "zipping 20", "zipping 100", "complete 100",
  ]

  static func told(_ update: JSONValue) -> String {
    "\(update["stage"]?.stringValue ?? "") \(update["progress"]?.intValue ?? -1)"
  }

  /// The id and the update of each event.
  private func events(_ text: String) -> [(id: Int, update: JSONValue)] {
    text.split(separator: "\n\n").compactMap { block in
      let lines = block.split(separator: "\n")
      guard lines.count == 2, lines[0].hasPrefix("id: "), lines[1].hasPrefix("data: "),
        let id = Int(lines[0].dropFirst(4)),
        let update = try? JSONReader.read(Array(lines[1].dropFirst(6).utf8)).value
      else { return nil }
      return (id, update)
    }
  }

  @Test func `tells the latest update`() async throws {
    try await withAssay { assay in
      let id = try await assay.finished()
      let answer = try assay.get("/api/progress/\(id)")
      #expect(answer.status == 200)
      #expect(answer.fields["content-type"] == "application/json")
      #expect(Self.told(answer.json) == "complete 100")
      #expect(answer.json["task_id"] == .string(id))
      #expect(answer.json["sequence"] == 14)
      #expect(answer.json["endpoint_count"] == 5)
      #expect(try assay.send("HEAD", "/api/progress/\(id)").status == 200)
    }
  }

  @Test func `tells all updates as events, or those after the last seen`() async throws {
    let accept = ["Accept": "text/event-stream"]
    try await withAssay { assay in
      let id = try await assay.finished()
      let answer = try assay.get("/api/progress/\(id)", fields: accept)
      #expect(answer.fields["content-type"] == "text/event-stream")
      let all = events(answer.text)
      #expect(all.map { Self.told($0.update) } == Self.story)
      #expect(all.map(\.id) == Array(1...14))
      #expect(all.map { $0.update["sequence"]?.intValue } == Array(1...14))

      var resumed = accept
      resumed["Last-Event-ID"] = "12"
      let rest = try assay.get("/api/progress/\(id)", fields: resumed)
      #expect(events(rest.text).map(\.id) == [13, 14])
      let query = try assay.get("/api/progress/\(id)?after=13", fields: accept)
      #expect(events(query.text).map(\.id) == [14])

      resumed["Last-Event-ID"] = "14"
      #expect(try assay.get("/api/progress/\(id)", fields: resumed).status == 204)
      resumed["Last-Event-ID"] = "x"
      #expect(try assay.get("/api/progress/\(id)", fields: resumed).status == 400)
    }
  }

  @Test func `events arrive while the task goes on, up to its end`() async throws {
    try await withAssay {
      $0.workers = 1
    } _: { assay in
      _ = try assay.submit(endless)
      let id = try assay.submit()
      let client = try RawClient(port: assay.port)
      try client.send(
        "GET /api/progress/\(id) HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n"
      )
      while try !client.readLine().isEmpty {}
      let first = try client.readChunk()
      #expect(first.hasPrefix("id: 1\n") && first.contains("Waiting to start..."))
      _ = try assay.send("DELETE", "/api/tasks/\(id)")
      let last = try client.readChunk()
      #expect(last.hasPrefix("id: 2\n") && last.contains("Generation cancelled."))
      let end = try client.readChunk()
      #expect(end.isEmpty)
    }
  }

  @Test func `a long poll waits for news, or tells that there are none`() async throws {
    try await withAssay {
      $0.workers = 1
    } _: { assay in
      _ = try assay.submit(endless)
      let id = try assay.submit()
      let known = try assay.get("/api/progress/\(id)?after=0&wait=20")
      #expect(known.json["sequence"] == 1)
      #expect(try assay.get("/api/progress/\(id)?after=1").status == 204)
      #expect(try assay.get("/api/progress/\(id)?after=1&wait=1").status == 204)

      async let news = Task(executorPreference: ThreadExecutor()) {
        try assay.get("/api/progress/\(id)?after=1&wait=20")
      }.value
      _ = try assay.send("DELETE", "/api/tasks/\(id)")
      #expect(try await Self.told(news.json) == "cancelled 0")
      let ended = try assay.get("/api/progress/\(id)?after=2&wait=20")
      #expect(Self.told(ended.json) == "cancelled 0")
    }
  }

  @Test(arguments: ["nobody", "0123456789abcdefghjk", "%2e%2e"])
  func `an unknown task is 404`(id: String) async throws {
    try await withAssay { assay in
      let answer = try assay.get("/api/progress/\(id)")
      #expect(answer.status == 404)
      #expect(answer.problem == "There is no such task here.")
    }
  }

  @Test func `refuses numbers that are none`() async throws {
    try await withAssay { assay in
      let id = try assay.submit()
      for query in ["after=x", "after=-1", "after=99&wait=61", "after=99&wait=x"] {
        let answer = try assay.get("/api/progress/\(id)?\(query)")
        #expect([400, 200].contains(answer.status))
        if !query.contains("wait") { #expect(answer.status == 400) }
      }
    }
  }
}

extension RawClient {
  /// The data of one chunk.
  fileprivate func readChunk() throws -> String {
    let byteCount = Int(try readLine(), radix: 16) ?? 0
    let data = try read(byteCount)
    _ = try read(2)
    return String(decoding: data, as: UTF8.self)
  }
}
