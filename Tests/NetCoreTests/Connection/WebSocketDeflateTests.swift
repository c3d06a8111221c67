import TestSupport
import Testing

@testable import NetCore

@Suite struct WebSocketDeflateTests {
  private static let text = Array(#"{"stage":"generating","progress":40,"endpoint":"/pets"}"#.utf8)

  private static func fields(_ offers: String) -> String {
    "Sec-WebSocket-Extensions: \(offers)\r\n"
  }

  /// The parameter sets of group 13 of the Autobahn testsuite, and the smallest windows.
  @Test(
    arguments: [
      "permessage-deflate; client_max_window_bits",
      "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
      "permessage-deflate; server_max_window_bits=9; client_max_window_bits",
      "permessage-deflate; server_max_window_bits=15; client_max_window_bits=15",
      "permessage-deflate; server_no_context_takeover; server_max_window_bits=9",
      "permessage-deflate; server_no_context_takeover; server_max_window_bits=15",
      "permessage-deflate; server_max_window_bits=8; client_max_window_bits=8",
      "permessage-deflate; server_max_window_bits=7, permessage-deflate; client_max_window_bits=9",
    ],
    [false, true]
  )
  func `echoes compressed messages of all sizes`(
    offers: String,
    keepsContext: Bool
  ) async throws {
    try await withEcho(fields: Self.fields(offers)) { configuration in
      configuration.webSocketLimits.keepsServerContext = keepsContext
    } _: { client in
      let wishes = DeflateParameters(serverNoContextTakeover: !keepsContext)
      let list = try #require(ExtensionOffer.list(offers))
      let agreed = try #require(wishes.agreement(withOffers: list)).parameters
      var peer = ClientCompression(agreed)
      for byteCount in [0, 16, 1024, 8192, 65_536] {
        let message = Array(repeatElement(Self.text, count: byteCount / 50 + 1).joined())
          .prefix(byteCount)
        for fragmentByteCount in [65_536, 256] {
          try client.send(peer.frames(of: Array(message), by: fragmentByteCount))
          let frame = try client.readFrame(allowsCompression: true)
          #expect(try peer.message(of: frame.payload) == Array(message))
        }
      }
    }
  }

  @Test(arguments: [(160 * 1024, true), (160 * 1024 + 1, false)])
  func `does not hold others up with the compression of a long message`(
    byteCount: Int,
    isCompressed: Bool
  ) async throws {
    try await withEcho(fields: Self.fields("permessage-deflate")) { configuration in
      configuration.webSocketLimits.messageBytesMax = byteCount
    } _: { client in
      try client.send(opcode: 2, payload: [UInt8](repeating: 7, count: byteCount))
      let frame = try client.readFrame(allowsCompression: isCompressed)
      #expect((frame.payload.count == byteCount) == !isCompressed)
    }
  }

  @Test(arguments: [false, true])
  func `compresses with what it said before only when both let it`(keepsContext: Bool) async throws
  {
    try await withEcho(fields: Self.fields("permessage-deflate")) { configuration in
      configuration.webSocketLimits.keepsServerContext = keepsContext
    } _: { client in
      var peer = ClientCompression(DeflateParameters())
      var byteCounts: [Int] = []
      for _ in 0..<2 {
        try client.send(peer.frames(of: Self.text, by: 1000))
        byteCounts.append(try client.readFrame(allowsCompression: true).payload.count)
      }
      #expect(keepsContext == (byteCounts[1] < byteCounts[0] / 2))
    }
  }

  @Test func `agrees on contexts only as long as there is memory for them`() async throws {
    try await withServer { configuration in
      configuration.eventLoopCount = 1
      configuration.webSocketLimits.contextBytesMax =
        DeflateParameters(
          serverNoContextTakeover: true
        ).contextByteCount
    } handler: {
      EchoFixture.echo($0)
    } _: { port, _ in
      func connect() throws -> (client: RawClient, keepsContext: Bool) {
        let client = try RawClient(port: port)
        let response = try client.upgrade("/", fields: Self.fields("permessage-deflate"))
        let agreed = try #require(response.fields["sec-websocket-extensions"])
        return (client, !agreed.contains("client_no_context_takeover"))
      }
      let first = try connect()
      let second = try connect()
      #expect(first.keepsContext)
      #expect(!second.keepsContext)
      try first.client.send(opcode: 8, payload: [])
      #expect(try first.client.readFrame().opcode == 8)
      first.client.finishSending()
      #expect(try first.client.readToEnd().isEmpty)
      // The server frees it when it sees the FIN, which no client can see.
      let deadline = ContinuousClock.now + .seconds(60)
      while try !connect().keepsContext { try #require(ContinuousClock.now < deadline) }
    }
  }

  @Test(arguments: [(12, true), (11, false)])
  func `shares the messages of a topic with peers of a large enough window`(
    windowBits: Int,
    isCompressed: Bool
  ) async throws {
    let topic = Topic()
    try await withServer(handler: { _ in .upgradeToWebSocket(.subscribe(to: topic)) }) { port, _ in
      let client = try RawClient(port: port)
      let offer = "permessage-deflate; server_max_window_bits=\(windowBits)"
      let response = try client.upgrade("/", fields: Self.fields(offer))
      #expect((response.fields["sec-websocket-extensions"] != nil) == isCompressed)
      topic.append(.text(Self.text))
      let frame = try client.readFrame(allowsCompression: isCompressed)
      #expect((frame.payload != Self.text) == isCompressed)
    }
  }

  @Test(arguments: [(1000, 2), (1001, 8)])
  func `measures messages inflated`(byteCount: Int, opcode: UInt8) async throws {
    try await withEcho(fields: Self.fields("permessage-deflate")) { configuration in
      configuration.webSocketLimits.messageBytesMax = 1000
    } _: { client in
      var peer = ClientCompression(DeflateParameters())
      try client.send(peer.frames(of: [UInt8](repeating: 0, count: byteCount), by: 1000, .binary))
      let frame = try client.readFrame(allowsCompression: opcode == 2)
      #expect(frame.opcode == opcode)
      if opcode == 8 { #expect(frame.closeCode == 1009) }
    }
  }
}

/// The client's side of permessage-deflate: the server's, the other way round.
private struct ClientCompression {
  private let deflater: MessageDeflater
  private let inflater: MessageInflater

  init(_ agreed: DeflateParameters) {
    let mirrored = DeflateParameters(
      serverNoContextTakeover: agreed.clientNoContextTakeover,
      clientNoContextTakeover: agreed.serverNoContextTakeover,
      serverWindowBits: agreed.clientWindowBits,
      clientWindowBits: agreed.serverWindowBits
    )
    deflater = MessageDeflater(mirrored)
    inflater = MessageInflater(mirrored)
  }

  mutating func frames(
    of message: [UInt8],
    by fragmentByteCount: Int,
    _ opcode: Opcode = .text
  ) -> [UInt8] {
    let payload = deflater.deflate(message)
    return stride(from: 0, to: payload.count, by: fragmentByteCount).flatMap { start in
      let end = min(start + fragmentByteCount, payload.count)
      return ClientFrame.bytes(
        start == 0 ? opcode : .continuation,
        Array(payload[start..<end]),
        isFinal: end == payload.count,
        isCompressed: start == 0
      )
    }
  }

  mutating func message(of payload: [UInt8]) throws -> [UInt8] {
    try inflater.message(of: payload, byteCountMax: 1 << 20)
  }
}
