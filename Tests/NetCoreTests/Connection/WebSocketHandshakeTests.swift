import NetCore
import TestSupport
import Testing

@Suite struct WebSocketHandshakeTests {
  /// A request of the lines that a handshake has, with some of them replaced.
  private struct Attempt: Sendable, CustomTestStringConvertible {
    var line = "GET / HTTP/1.1"
    var connection: String? = "Connection: Upgrade"
    var upgrade: String? = "Upgrade: websocket"
    var version: String? = "Sec-WebSocket-Version: 13"
    var key: String? = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    var more = ""
    var status = 101
    var testDescription: String { text }

    var text: String {
      let lines = [line, "Host: a.example", connection, upgrade, version, key].compactMap { $0 }
      return lines.joined(separator: "\r\n") + "\r\n" + more + "\r\n"
    }
  }

  private static let attempts: [Attempt] = [
    Attempt(),
    Attempt(connection: "connection:keep-alive , uPGRADE"),
    Attempt(connection: "Connection: a\r\nConnection: Upgrade"),
    Attempt(upgrade: "UPGRADE:   WebSocket  "),
    Attempt(upgrade: "Upgrade: h2c, websocket"),
    Attempt(version: "Sec-WebSocket-Version:\t13\t"),
    Attempt(more: "Content-Length: 0\r\n"),
    Attempt(more: "Sec-WebSocket-Extensions: x-unknown; y=z\r\n"),
    Attempt(more: "Sec-WebSocket-Protocol: unknown\r\n"),
    Attempt(more: "Sec-WebSocket-Accept: whatever\r\n"),
    Attempt(more: "Origin: http://b.example\r\n"),
    Attempt(line: "GET / HTTP/1.0", status: 400),
    Attempt(line: "POST / HTTP/1.1", status: 405),
    Attempt(line: "HEAD / HTTP/1.1", status: 405),
    Attempt(connection: nil, status: 426),
    Attempt(connection: "Connection: close", status: 426),
    Attempt(connection: "Connection: Upgraded", status: 426),
    Attempt(upgrade: nil, status: 426),
    Attempt(upgrade: "Upgrade: websockets", status: 426),
    Attempt(upgrade: "Upgrade: web socket", status: 426),
    Attempt(version: nil, status: 400),
    Attempt(version: "Sec-WebSocket-Version: 8", status: 426),
    Attempt(version: "Sec-WebSocket-Version: 013", status: 426),
    Attempt(version: "Sec-WebSocket-Version: 13, 8", status: 426),
    Attempt(version: "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 8", status: 426),
    Attempt(key: nil, status: 400),
    Attempt(key: "Sec-WebSocket-Key:", status: 400),
    Attempt(key: "Sec-WebSocket-Key: c2hvcnQ=", status: 400),
    Attempt(key: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSB0b28gbG9uZw==", status: 400),
    Attempt(key: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==", status: 400),
    Attempt(more: "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", status: 400),
    Attempt(more: "Content-Length: 1\r\n", status: 400),
    Attempt(more: "Transfer-Encoding: chunked\r\n", status: 400),
    Attempt(more: "Sec-WebSocket-Protocol: a b\r\n", status: 400),
    Attempt(more: "Sec-WebSocket-Extensions: permessage-deflate;\r\n", status: 400),
    Attempt(more: "Sec-WebSocket-Extensions: a; b=\"c d\"\r\n", status: 400),
  ]

  @Test(arguments: attempts)
  private func `answers each handshake as it deserves`(attempt: Attempt) async throws {
    try await withServer(handler: EchoFixture.echo) { port, _ in
      let client = try RawClient(port: port)
      try client.send(attempt.text)
      let response = try client.readResponse(hasContent: !attempt.line.hasPrefix("HEAD"))
      #expect(response.status == attempt.status)
      switch response.status {
      case 101:
        #expect(response.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        #expect(response.fields["upgrade"]?.lowercased() == "websocket")
        #expect(response.fields["sec-websocket-protocol"] == nil)
        #expect(response.fields["sec-websocket-extensions"] == nil)
        try client.send(opcode: 1, payload: [0x61])
        #expect(try client.readFrame().text == "a")
      case 405:
        #expect(response.fields["allow"]?.contains("GET") == true)
      case 426:
        #expect(response.fields["upgrade"] == "websocket")
        #expect(response.fields["connection"]?.lowercased().contains("upgrade") == true)
        #expect(response.fields["sec-websocket-version"] == "13")
      default: break
      }
      if response.status != 101 { #expect(try client.readToEnd().isEmpty) }
    }
  }

  @Test(arguments: [("http://a.example", 101), ("http://b.example", 403), ("null", 403)])
  func `refuses pages of other hosts where it is told to`(origin: String, status: Int) async throws
  {
    try await withServer(handler: { _ in
      var acceptance = WebSocketAcceptance.messages { $0.send($1) }
      acceptance.origins = .sameHost
      return .upgradeToWebSocket(acceptance)
    }) { port, _ in
      let client = try RawClient(port: port)
      try client.send(Attempt(more: "Origin: \(origin)\r\n").text)
      #expect(try client.readResponse().status == status)
    }
  }

  @Test func `loses nothing of what comes together with the handshake, however it is cut`()
    async throws
  {
    let frames =
      ClientFrame.bytes(.text, Array("a".utf8), isFinal: false) + ClientFrame.bytes(.ping, [0x70])
      + ClientFrame.bytes(.continuation, Array("b".utf8))
    let bytes = Array(Attempt().text.utf8) + frames
    try await withServer(handler: EchoFixture.echo) { port, _ in
      for cut in stride(from: bytes.count - frames.count - 3, through: bytes.count, by: 1) {
        let client = try RawClient(port: port)
        try client.send(bytes[..<cut])
        try client.send(bytes[cut...])
        #expect(try client.readResponse().status == 101)
        #expect(try client.readFrame() == RawFrame(opcode: 10, payload: [0x70]))
        #expect(try client.readFrame().text == "ab")
      }
    }
  }
}
