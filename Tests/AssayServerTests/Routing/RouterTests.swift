import HTTPTypes
import JSONSchema
import NetCore
import TaskHub
import TestSupport
import Testing

@testable import AssayServer

@Suite struct RouterTests {
  @Test func `errors are problems`() async throws {
    try await withAssay { assay in
      for (method, path, status) in [
        ("GET", "/api/nothing", 404), ("GET", "/api", 404), ("GET", "/ws", 404),
        ("GET", "/api/tasks/x/y", 404), ("GET", "/nothing.html", 404),
        ("PUT", "/api/generate", 405),
        ("POST", "/", 405), ("POST", "/healthz", 405), ("GET", "/../etc/passwd", 404),
        ("BREW", "/api/tasks/a", 501), ("BREW", "/", 501),
      ] {
        let answer = try assay.send(method, path)
        #expect(answer.status == status, "\(method) \(path)")
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(answer.json["status"]?.intValue == status)
        #expect(answer.json["title"]?.stringValue?.isEmpty == false)
        #expect(answer.json["instance"]?.stringValue == path)
        #expect((answer.fields["allow"] != nil) == (status == 405 || status == 501))
      }
    }
  }

  @Test func `OPTIONS says which methods there are`() async throws {
    try await withAssay { assay in
      for (path, methods) in [
        ("*", "GET, HEAD, POST, DELETE, OPTIONS"), ("/", "GET, HEAD, OPTIONS"),
        ("/api/tasks/a", "GET, HEAD, DELETE, OPTIONS"), ("/api/generate", "POST, OPTIONS"),
      ] {
        let answer = try assay.send("OPTIONS", path)
        #expect(answer.status == 204)
        #expect(answer.fields["allow"] == methods)
      }
    }
  }

  @Test func `says the status in words`() {
    let refusal = Refusal(.notFound, "Nothing is here.")
    #expect(refusal.response(at: "/").status.reasonPhrase == "Not Found")
    let problem = Problem.tooLarge(limit: 1_024)
    #expect(Refusal(problem).response(at: "/").status.reasonPhrase == "Content Too Large")
  }

  @Test func `what breaks the protocol is answered with a problem too`() async throws {
    try await withAssay { assay in
      let long = try assay.get("/" + String(repeating: "a", count: 9_000))
      #expect(long.status == 414)
      #expect(!long.problem.isEmpty)
      let id = try assay.submit()
      let client = try RawClient(port: assay.port)
      try client.send(
        "GET /ws/\(id) HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
      )
      let answer = try client.readResponse()
      #expect(answer.status == 426)
      #expect(answer.fields["sec-websocket-version"] == "13")
      #expect(!answer.problem.isEmpty)
    }
  }

  @Test func `pages of others may change nothing here`() async throws {
    try await withAssay({ $0.allowedOrigins = ["https://tools.example"] }) { assay in
      let own = "http://127.0.0.1:\(assay.port)"
      for (origin, status) in [
        ("https://evil.example", 403), ("null", 403), (own, 202), ("https://tools.example", 202),
      ] {
        let fields = ["Origin": origin]
        let answer = try assay.post("/api/generate", "text/plain", petstore, fields: fields)
        #expect(answer.status == status, "\(origin)")
        #expect(try assay.get("/api/tasks", fields: fields).status == 200)
      }
    }
  }

  @Test func `names all methods of a path`() async throws {
    try await withAssay { assay in
      let task = try assay.send("PATCH", "/api/tasks/a")
      #expect(task.fields["allow"] == "GET, HEAD, DELETE, OPTIONS")
      let generate = try assay.send("GET", "/api/generate")
      #expect(generate.fields["allow"] == "POST, OPTIONS")
    }
  }

  @Test func `serves the page under a strict policy`() async throws {
    try await withAssay { assay in
      let page = try assay.get("/?task=abc")
      #expect(page.status == 200)
      #expect(page.text == "<title>Assay</title>")
      #expect(page.fields["content-type"] == "text/html; charset=utf-8")
      let policy = page.fields["content-security-policy"] ?? ""
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
      #expect(policy.contains("frame-ancestors 'none'"))
      #expect(page.fields["x-content-type-options"] == "nosniff")
      #expect(page.fields["referrer-policy"] == "no-referrer")
      #expect(try assay.send("HEAD", "/").status == 200)
    }
  }

  @Test func `a folder for the page must exist`() async throws {
    await #expect(throws: SettingsError.self) {
      try await withAssay({ $0.publicFolder = "/nowhere/at/all" }) { _ in }
    }
  }
}
