import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct ConnectionLimitsTests {
  @Test func `answers 408 when a head does not arrive in time`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.headTimeout = .milliseconds(60)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send("GET /a HTTP/1.1\r\nHos")
      #expect(try client.readResponse().status == 408)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `closes without a word when no request comes in time`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.headTimeout = .milliseconds(60)
      configuration.connectionLimits.idleTimeout = .milliseconds(60)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let first = try RawClient(port: port)
      #expect(try first.readToEnd().isEmpty)
      let client = try RawClient(port: port)
      #expect(try client.get("/a").status == 200)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `tells the handler when content does not arrive in time`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.contentTimeout = .milliseconds(60)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send("POST /content HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel")
      let response = try client.readResponse()
      #expect(response.status == 408)
      #expect(response.fields["connection"] == "close")
    }
  }

  @Test func `resets a peer that does not read its answer in time`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.writeTimeout = .milliseconds(60)
    } handler: { _ in
      .respond(Response(status: .ok, content: .bytes([UInt8](repeating: 120, count: 30_000_000))))
    } _: { port, server in
      let client = try RawClient(port: port, receiveBufferByteCount: 4096)
      try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(try client.readLine() == "HTTP/1.1 200 OK")
      // What waits in the kernel still comes; the rest never does.
      await server.drain(within: .seconds(8))
      let error = #expect(throws: RawClient.Failure.self) { try client.read(30_000_000) }
      #expect(error != .timedOut)
    }
  }

  @Test func `answers one connection too many with 503`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.connectionsMax = 2
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let clients = try (0..<2).map { _ in try RawClient(port: port) }
      for client in clients { #expect(try client.get("/a").status == 200) }
      let refused = try RawClient(port: port)
      let response = try refused.get("/a")
      #expect(response.status == 503)
      #expect(response.fields["connection"] == "close")
      for client in clients { #expect(try client.get("/a").status == 200) }
    }
  }

  @Test func `answers one connection too many from an address with 429, and serves others`()
    async throws
  {
    try await withServer { configuration in
      configuration.connectionLimits.connectionsPerAddressMax = 2
      configuration.connectionLimits.exemptsLoopback = false
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let clients = try (0..<2).map { _ in try RawClient(port: port) }
      for client in clients { #expect(try client.get("/a").status == 200) }
      let refused = try RawClient(port: port)
      let response = try refused.get("/a")
      #expect(response.status == 429)
      #expect(response.fields["connection"] == "close")
      #expect(response.fields["retry-after"] == "1")
      let other = try RawClient(port: port, source: 0x7F00_0002)
      #expect(try other.get("/a").status == 200)
    }
  }

  @Test func `says close in the last answer that a connection may have`() async throws {
    try await withServer { configuration in
      configuration.connectionLimits.requestsPerConnectionMax = 2
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.get("/a").fields["connection"] == nil)
      #expect(try client.get("/a").fields["connection"] == "close")
    }
  }
}
