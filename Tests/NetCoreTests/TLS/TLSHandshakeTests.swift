import NetCore
import TestSupport
import Testing

/// What happens before the first request.
@Suite struct TLSHandshakeTests {
  @Test(arguments: [
    ([], true), (["http/1.1"], true), (["h2", "http/1.1"], true), (["h2"], false),
    (["http/1.0", "spdy/3"], false),
  ])
  func `agrees on http/1.1 or says that it does not`(
    offer: [String],
    isAccepted: Bool
  ) async throws {
    try await withTLSServer(handler: HTTPConnectionTests.echo) { port, _ in
      let answer = Result { try RawClient(tlsPort: port, protocols: offer).get("/a").text }
      let alert = TLSLayer.Failure.handshake("tlsv1 alert no application protocol")
      switch answer {
      case .success(let text): #expect(isAccepted && text == "GET /a")
      case .failure(let error): #expect(!isAccepted && error as? TLSLayer.Failure == alert)
      }
    }
  }

  @Test func `tells plain HTTP that the port speaks HTTPS`() async throws {
    try await withTLSServer(handler: HTTPConnectionTests.echo) { port, _ in
      let client = try RawClient(port: port)
      let response = try client.get("/a")
      #expect(response.status == 400)
      #expect(response.text == "This port speaks HTTPS; use https:// in the address.\n")
      #expect(response.fields["connection"] == "close")
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test(arguments: [
    [0x00], [0x16, 0x03, 0x01], [UInt8](repeating: 0x16, count: 5000),
    [0x16, 0x03, 0x01, 0x00, 0x02, 0x01, 0x00], [UInt8](repeating: 0xFF, count: 5000),
    // The old hello of SSL 2 with nothing behind it.
    [0x80, 0x2E, 0x01, 0x00, 0x02],
  ])
  func `closes at what is no handshake and serves others`(garbage: [UInt8]) async throws {
    try await withTLSServer {
      $0.eventLoopCount = 1
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send(garbage)
      client.finishSending()
      // An alert may come before the end, or the kernel's reset instead of it.
      _ = try? client.readToEnd()
      #expect(try RawClient(tlsPort: port).get("/a").text == "GET /a")
    }
  }

  @Test func `gives a handshake a bounded time`() async throws {
    try await withTLSServer {
      $0.connectionLimits.handshakeTimeout = .milliseconds(100)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let silent = try RawClient(port: port)
      #expect(try silent.readToEnd().isEmpty)
      let halfway = try RawClient(port: port)
      try halfway.send([0x16, 0x03, 0x01, 0x02])
      #expect(try halfway.readToEnd().isEmpty)
    }
  }

  @Test func `times the first request from the end of the handshake`() async throws {
    try await withTLSServer {
      $0.connectionLimits.handshakeTimeout = .seconds(60)
      $0.connectionLimits.headTimeout = .milliseconds(100)
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let client = try RawClient(tlsPort: port)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `refuses one connection too many in words`() async throws {
    try await withTLSServer {
      $0.connectionLimits.connectionsMax = 2
      $0.eventLoopCount = 1
    } handler: {
      HTTPConnectionTests.echo($0)
    } _: { port, _ in
      let first = try RawClient(tlsPort: port)
      let second = try RawClient(tlsPort: port)
      #expect(try RawClient(tlsPort: port).get("/").status == 503)
      #expect(try first.get("/").status == 200)
      #expect(try second.get("/").status == 200)
    }
  }
}
