import JSONSchema
import TestSupport
import Testing

@testable import AssayServer

@Suite struct ProgressSocketTests {
  /// Every update until the close frame, and its code.
  private func watch(
    _ assay: AssaySession,
    _ id: String,
    after: Int? = nil,
    fields: String = ""
  ) throws -> (updates: [JSONValue], closeCode: Int) {
    let client = try RawClient(port: assay.port)
    let query = after.map { "?after=\($0)" } ?? ""
    let answer = try client.upgrade("/ws/\(id)\(query)", fields: fields)
    #expect(answer.status == 101)
    var updates: [JSONValue] = []
    while true {
      let frame = try client.readFrame()
      if frame.opcode == 8 {
        let code = Int(frame.payload[0]) << 8 | Int(frame.payload[1])
        try client.completeClose(code: code)
        return (updates, code)
      }
      updates.append(try JSONReader.read(frame.payload).value)
    }
  }

  @Test func `watchers before, during and after the run see the same story and a normal close`()
    async throws
  {
    try await withAssay { assay in
      let id = try assay.submit()
      async let first = Task(executorPreference: ThreadExecutor()) { try watch(assay, id) }.value
      async let second = Task(executorPreference: ThreadExecutor()) { try watch(assay, id) }.value
      let seen = try await first
      #expect(seen.closeCode == 1000)
      #expect(seen.updates.map(ProgressTests.told) == ProgressTests.story)
      #expect(seen.updates.map { $0["sequence"]?.intValue } == Array(1...14))
      #expect(try await second.updates == seen.updates)
      #expect(try watch(assay, id).updates == seen.updates)
      #expect(try watch(assay, id, after: 12).updates == Array(seen.updates.dropFirst(12)))
      let nothing = try watch(assay, id, after: 14)
      #expect(nothing.updates.isEmpty && nothing.closeCode == 1000)
    }
  }

  @Test func `an unknown task is 404 before the upgrade`() async throws {
    try await withAssay { assay in
      let answer = try RawClient(port: assay.port).upgrade("/ws/0123456789abcdefghjk")
      #expect(answer.status == 404)
      #expect(!answer.problem.isEmpty)
    }
  }

  @Test func `a foreign page is 403, an own or a configured one is let in`() async throws {
    try await withAssay {
      $0.allowedOrigins = ["https://tools.example"]
    } _: { assay in
      let id = try await assay.finished()
      for origin in [
        "http://evil.example", "null", "http://127.0.0.1", "https://tools.example.evil",
      ] {
        let client = try RawClient(port: assay.port)
        let answer = try client.upgrade("/ws/\(id)", fields: "Origin: \(origin)\r\n")
        #expect(answer.status == 403, "\(origin)")
      }
      for origin in ["https://tools.example", "http://localhost"] {
        let seen = try watch(assay, id, fields: "Origin: \(origin)\r\n")
        #expect(seen.updates.count == 14, "\(origin)")
      }
    }
  }

  @Test func `a plain GET is told to upgrade`() async throws {
    try await withAssay { assay in
      let id = try assay.submit()
      let answer = try assay.get("/ws/\(id)")
      #expect(answer.status == 426)
      #expect(answer.fields["upgrade"] == "websocket")
      #expect(try assay.get("/ws/\(id)?after=x").status == 400)
    }
  }
}
