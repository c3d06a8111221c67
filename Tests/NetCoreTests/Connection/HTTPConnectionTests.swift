import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct HTTPConnectionTests {
  /// Answers with method and path; `/task…` by a task that suspends first, `/content` with what
  /// the request brought.
  @Sendable static func echo(_ head: RequestHead) -> Disposition {
    let line = "\(head.method.rawValue) \(head.target.path)"
    if head.target.path.hasPrefix("/task") {
      return .handle { _ in
        await Task.yield()
        return .text(line)
      }
    }
    if head.target.path == "/refused" { return .respond(.text(line, status: .forbidden)) }
    guard head.target.path == "/content" else { return .respond(.text(line)) }
    return .handle { request in
      do throws(ContentError) {
        let content = try await request.collectContent(upTo: 100_000)
        return .text(String(decoding: content, as: UTF8.self))
      } catch {
        switch error {
        case .tooLarge: return .text("too large", status: .contentTooLarge)
        case .timedOut: return .text("too slow", status: .requestTimeout)
        case .malformed, .connectionGone, .refused: return .text("bad content", status: .badRequest)
        }
      }
    }
  }

  @Test func `answers one request after the other on the same connection`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      for path in ["/a", "/task", "/b", "/task2", "/c"] {
        let response = try client.get(path)
        #expect(response.status == 200)
        #expect(response.text == "GET \(path)")
        #expect(response.fields["connection"] == nil)
        #expect(response.fields["date"]?.hasSuffix(" GMT") == true)
      }
    }
  }

  @Test func `answers pipelined requests in their order`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      let paths = (0..<60).map { $0 % 3 == 0 ? "/task\($0)" : "/\($0)" }
      try client.send(
        paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined()
      )
      for path in paths { #expect(try client.readResponse().text == "GET \(path)") }
    }
  }

  @Test func `understands a request wherever it is cut`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let request = Array(
        ("POST /content HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n").utf8
      )
      let client = try RawClient(port: port)
      for cut in request.indices {
        try client.send(request[..<cut])
        try client.send(request[cut...])
        #expect(try client.readResponse().text == "hello world")
      }
      for byte in request { try client.send([byte]) }
      #expect(try client.readResponse().text == "hello world")
    }
  }

  @Test func `closes after an answer when the peer asks for it`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      let response = try client.readResponse()
      #expect(response.fields["connection"] == "close")
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `answers a peer that finished sending`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      for path in ["/a", "/task"] {
        let client = try RawClient(port: port)
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.finishSending()
        #expect(try client.readResponse().text == "GET \(path)")
        #expect(try client.readToEnd().isEmpty)
      }
    }
  }

  @Test func `answers a malformed request and closes`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /a HTTP/1.1\r\nHost : localhost\r\n\r\n")
      let response = try client.readResponse()
      #expect(response.status == 400)
      #expect(response.fields["connection"] == "close")
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `sends the head alone in answer to HEAD`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send("HEAD /abc HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.readResponse(hasContent: false).fields["content-length"] == "9")
      #expect(try client.get("/a").text == "GET /a")
    }
  }

  @Test func `closes an HTTP 1.0 connection after the answer`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /a HTTP/1.0\r\n\r\n")
      #expect(try client.readResponse().text == "GET /a")
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  // MARK: - Content

  @Test func `collects content up to the bound and refuses one byte more`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      let content = String(repeating: "x", count: 100_000)
      try client.send(
        "POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n\(content)"
      )
      #expect(try client.readResponse().text == content)
      try client.send(
        "POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100001\r\n\r\n\(content)y"
      )
      #expect(try client.readResponse().status == 413)
    }
  }

  @Test func `lets a peer that uploads too much read the answer`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      for framing in ["Content-Length: 20000000", "Transfer-Encoding: chunked"] {
        let client = try RawClient(port: port)
        try client.send("POST /content HTTP/1.1\r\nHost: localhost\r\n\(framing)\r\n\r\n")
        // More than both socket buffers take: without a server that reads on, this would fail.
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 120, count: 65_536) + [13, 10]
        for _ in 0..<300 { try client.send(chunk) }
        let response = try client.readResponse()
        #expect(response.status == 413)
        #expect(response.fields["connection"] == "close")
      }
    }
  }

  @Test func `keeps the connection when little unwanted content follows`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      for _ in 0..<3 {
        try client.send(
          "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n"
        )
        #expect(try client.readResponse().text == "POST /refused")
        try client.send([UInt8](repeating: 120, count: 9000))
      }
      #expect(try client.get("/b").text == "GET /b")
    }
  }

  @Test func `asks for content only when the handler wants it`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let head = "HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
      let client = try RawClient(port: port)
      try client.send("POST /content \(head)")
      #expect(try client.readResponse().status == 100)
      try client.send("hello")
      #expect(try client.readResponse().text == "hello")
      try client.send("POST /a \(head)")
      let response = try client.readResponse()
      #expect(response.status == 200)
      #expect(response.fields["connection"] == "close")
    }
  }

  @Test func `answers malformed chunks with what the handler makes of them`() async throws {
    try await withServer(handler: Self.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send(
        "POST /content HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      )
      let response = try client.readResponse()
      #expect(response.status == 400)
      #expect(response.fields["connection"] == "close")
    }
  }

  @Test func `reads no more content than the handler takes`() async throws {
    let gate = Gate()
    try await withServer { _ in
      .handle { request in
        await gate.wait()
        var byteCount = 0
        while let chunk = try? await request.nextContentChunk() { byteCount += chunk.count }
        return .text("\(byteCount)")
      }
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n")
      let sent = try client.sendUntilBlocked([UInt8](repeating: 120, count: 60_000_000))
      #expect(sent < 60_000_000)
      await gate.open()
      try client.send([UInt8](repeating: 120, count: 60_000_000 - sent))
      #expect(try client.readResponse().text == "60000000")
    }
  }
}

/// Lets tasks through once it was opened.
actor Gate {
  private var isOpen = false
  private var waiters: [CheckedContinuation<Void, Never>] = []

  func wait() async {
    if !isOpen { await withCheckedContinuation { waiters.append($0) } }
  }

  func open() {
    isOpen = true
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
}
