import HTTPTypes
import NetCore
import TestSupport
import Testing

/// What each kind of connection gets when the server stops, plain and over TLS.
@Suite struct DrainTests {
  /// The way to the server.
  enum Way: CaseIterable, Sendable {
    case plain, tls

    func connect(_ port: UInt16) throws -> RawClient {
      switch self {
      case .plain: try RawClient(port: port)
      case .tls: try RawClient(tlsPort: port)
      }
    }

    func withServer(
      _ handler: @escaping @Sendable (RequestHead) -> Disposition,
      _ body: @escaping @Sendable (_ port: UInt16, _ server: HTTPServer) async throws -> Void
    ) async throws {
      switch self {
      case .plain: try await NetCoreTests.withServer(handler: handler, body)
      case .tls: try await withTLSServer(handler: handler, body)
      }
    }
  }

  /// A bound that no test reaches.
  private static let plenty = Duration.seconds(60)

  @Test(arguments: Way.allCases)
  func `closes idle connections at once`(way: Way) async throws {
    try await way.withServer(HTTPConnectionTests.echo) { port, server in
      let fresh = try way.connect(port)
      let used = try way.connect(port)
      #expect(try used.get("/a").status == 200)
      await server.drain(within: Self.plenty)
      #expect(try fresh.readToEnd().isEmpty)
      #expect(try used.readToEnd().isEmpty)
    }
  }

  @Test(arguments: Way.allCases)
  func `answers what arrived before`(way: Way) async throws {
    try await way.withServer(HTTPConnectionTests.echo) { port, server in
      let client = try way.connect(port)
      #expect(try client.get("/a").status == 200)
      try client.send("GET /b HTTP/1.1\r\nHost: localhost\r\n\r\n")
      try client.send("GET /task HTTP/1.1\r\nHost: localhost\r\n\r\n")
      async let drained: Void = server.drain(within: Self.plenty)
      #expect(try client.readResponse().text == "GET /b")
      // After an answer with `Connection: close` there is no other.
      client.finishSending()
      _ = try client.readToEnd()
      await drained
    }
  }

  @Test(arguments: Way.allCases)
  func `waits for the rest of a head and of content`(way: Way) async throws {
    let hasBegun = Gate()
    try await way.withServer { head in
      .handle { request in
        await hasBegun.open()
        let content = (try? await request.collectContent(upTo: 100)) ?? []
        return .text(String(decoding: content, as: UTF8.self))
      }
    } _: { port, server in
      let head = try way.connect(port)
      let content = try way.connect(port)
      try content.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")
      await hasBegun.wait()
      try head.send("GET /rest HTTP/1.1\r\nHo")
      async let drained: Void = server.drain(within: Self.plenty)
      try await refused(port)
      try head.send("st: localhost\r\n\r\n")
      try content.send("cd")
      for (client, text) in [(head, ""), (content, "abcd")] {
        let response = try client.readResponse()
        #expect(response.text == text)
        #expect(response.fields["connection"] == "close")
        client.finishSending()
        #expect(try client.readToEnd().isEmpty)
      }
      await drained
    }
  }

  @Test(arguments: Way.allCases)
  func `lets a stream come to its end`(way: Way) async throws {
    let mayEnd = Gate()
    try await way.withServer { _ in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            try await stream.write("first")
            await mayEnd.wait()
            try await stream.write("last")
          }
        )
      )
    } _: { port, server in
      let client = try way.connect(port)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      while try !client.readLine().isEmpty {}
      async let drained: Void = server.drain(within: Self.plenty)
      try await refused(port)
      await mayEnd.open()
      #expect(try client.readLine() == "5")
      #expect(try client.readLine() == "first")
      #expect(try client.readLine() == "4")
      #expect(try client.readLine() == "last")
      #expect(try client.readLine() == "0")
      #expect(try client.readLine() == "")
      // The answer began before, so it does not say that it is the last; it is all the same.
      #expect(try client.readToEnd().isEmpty)
      client.finishSending()
      await drained
    }
  }

  @Test(arguments: Way.allCases)
  func `cuts a stream without end when the time is over`(way: Way) async throws {
    try await way.withServer { _ in
      .respond(
        Response(
          status: .ok,
          content: .stream { stream in
            while true {
              try await stream.write("data: x\n\n")
              try await Task.sleep(for: .milliseconds(5))
            }
          }
        )
      )
    } _: { port, server in
      let client = try way.connect(port)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.readLine() == "HTTP/1.1 200 OK")
      await server.drain(within: .milliseconds(50))
      // No chunk of length zero, and no close_notify: nobody takes it for the whole.
      #expect(throws: (any Error).self) {
        while try client.readLine() != "0" {}
      }
    }
  }

  @Test(arguments: Way.allCases)
  func `says 1001 to WebSocket clients and waits for their answer`(way: Way) async throws {
    try await way.withServer { _ in
      .upgradeToWebSocket(.subscribe(to: Topic(), after: 0))
    } _: { port, server in
      let client = try way.connect(port)
      #expect(try client.upgrade("/").status == 101)
      async let drained: Void = server.drain(within: Self.plenty)
      #expect(try client.readFrame().closeCode == 1001)
      try client.send(opcode: 8, payload: [0x03, 0xE9])
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
      await drained
    }
  }

  @Test func `gives up a handshake that has not begun, and not one that has`() async throws {
    try await withTLSServer {
      $0.connectionLimits.handshakeTimeout = .milliseconds(300)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, server in
      let silent = try RawClient(port: port)
      let begun = try RawClient(port: port)
      // The beginning of a hello of 512 bytes.
      try begun.send([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])
      let start = ContinuousClock.now
      async let drained: Void = server.drain(within: Self.plenty)
      #expect(try silent.readToEnd().isEmpty)
      #expect(try begun.readToEnd().isEmpty)
      await drained
      #expect(ContinuousClock.now - start < Self.plenty)
    }
  }

  /// Waits until nobody listens any more.
  private func refused(_ port: UInt16) async throws {
    let end = ContinuousClock.now + Self.plenty
    while (try? RawClient(port: port)) != nil {
      try #require(ContinuousClock.now < end)
      await Task.yield()
    }
  }
}
