import HTTPTypes
import NetCore
import TestSupport
import Testing

@Suite struct WebSocketConnectionTests {
  @Test func `sends messages back, whole and fragmented`() async throws {
    try await withEcho { client in
      try client.send(opcode: 1, payload: Array("hello".utf8))
      #expect(try client.readFrame() == RawFrame(opcode: 1, payload: Array("hello".utf8)))
      try client.send(opcode: 2, payload: [1, 2], isFinal: false)
      try client.send(opcode: 9, payload: [9])
      try client.send(opcode: 0, payload: [3])
      #expect(try client.readFrame() == RawFrame(opcode: 10, payload: [9]))
      #expect(try client.readFrame() == RawFrame(opcode: 2, payload: [1, 2, 3]))
    }
  }

  @Test func `takes frames that arrive together with the handshake`() async throws {
    try await withServer(handler: EchoFixture.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send(
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
          + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
      )
      try client.send(opcode: 1, payload: Array("early".utf8))
      let response = try client.readResponse()
      #expect(response.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
      #expect(try client.readFrame().text == "early")
    }
  }

  @Test func `names the subprotocol only when it was offered`() async throws {
    try await withServer(handler: EchoFixture.echo) { port, _ in
      let with = try RawClient(port: port).upgrade(
        "/",
        fields: "Sec-WebSocket-Protocol: other, echo\r\n"
      )
      #expect(with.fields["sec-websocket-protocol"] == "echo")
      let without = try RawClient(port: port).upgrade("/")
      #expect(without.fields["sec-websocket-protocol"] == nil)
    }
  }

  @Test func `answers what is no handshake with an error`() async throws {
    try await withServer(handler: EchoFixture.echo) { port, _ in
      let response = try RawClient(port: port).get("/")
      #expect(response.status == 426)
      #expect(response.fields["upgrade"] == "websocket")
    }
  }

  @Test func `answers the peer's close and closes`() async throws {
    try await withEcho { client in
      try client.send(opcode: 8, payload: [0x03, 0xE9])
      #expect(try client.readFrame().closeCode == 1001)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `closes when the handler wants it`() async throws {
    try await withEcho { client in
      try client.send(opcode: 1, payload: Array("bye".utf8))
      let frame = try client.readFrame()
      #expect(frame.closeCode == 4000)
      #expect(frame.payload.dropFirst(2) == Array("as you wish".utf8)[...])
      try client.completeClose(code: 4000)
    }
  }

  @Test(arguments: [(0, 1), (1, 1009)])
  func `takes a message at the limit and closes at one byte more`(
    excess: Int,
    expected: Int
  ) async throws {
    try await withEcho { configuration in
      configuration.webSocketLimits.messageBytesMax = 1000
    } _: { client in
      try client.send(opcode: 2, payload: [UInt8](repeating: 1, count: 1000 + excess))
      let frame = try client.readFrame()
      #expect(frame.closeCode ?? frame.payload.count / 1000 == expected)
    }
  }

  @Test func `closes with 1002 and 1007 at broken frames and texts`() async throws {
    try await withEcho { client in
      try client.send([0x81, 0x01, 0x41])
      #expect(try client.readFrame().closeCode == 1002)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
    try await withEcho { client in
      try client.send(opcode: 1, payload: [0xFF])
      #expect(try client.readFrame().closeCode == 1007)
    }
  }

  @Test func `asks a silent peer and then closes`() async throws {
    try await withEcho { configuration in
      configuration.webSocketLimits.pingInterval = .milliseconds(60)
      configuration.webSocketLimits.silenceTimeout = .milliseconds(200)
    } _: { client in
      #expect(try client.readFrame().opcode == 9)
      let rest = try client.readToEnd()
      #expect(rest.allSatisfy { $0 == 0x89 || $0 == 0 })
    }
  }

  @Test func `keeps a peer that answers pings`() async throws {
    try await withEcho { configuration in
      configuration.webSocketLimits.pingInterval = .milliseconds(300)
      configuration.webSocketLimits.silenceTimeout = .seconds(1)
    } _: { client in
      for _ in 0..<5 {
        let ping = try client.readFrame()
        #expect(ping.opcode == 9)
        try client.send(opcode: 10, payload: ping.payload)
      }
    }
  }

  @Test func `closes when the peer does not answer a close frame`() async throws {
    try await withEcho { configuration in
      configuration.webSocketLimits.closeTimeout = .milliseconds(60)
    } _: { client in
      try client.send(opcode: 1, payload: Array("bye".utf8))
      #expect(try client.readFrame().closeCode == 4000)
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `does not read a peer that does not read`() async throws {
    try await withEcho { client in
      var frames: [UInt8] = []
      let payload = [UInt8](repeating: 0, count: 60_000)
      for _ in 0..<500 { frames += [0x82, 0x80 | 126, 0xEA, 0x60, 0, 0, 0, 0] + payload }
      let sent = try client.sendUntilBlocked(frames)
      #expect(sent < frames.count)
      let left = Array(frames[sent...])
      // Whole frames come back for as long as somebody reads them.
      for _ in 0..<(sent / (payload.count + 8)) {
        #expect(try client.readFrame().payload.count == payload.count)
      }
      #expect(!left.isEmpty)
    }
  }
}
