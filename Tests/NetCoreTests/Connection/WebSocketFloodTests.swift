import NetCore
import TestSupport
import Testing

@Suite struct WebSocketFloodTests {
  @Test func `handles no more messages than the peer reads the answers of`() async throws {
    let answer = [UInt8](repeating: 1, count: 100_000)
    let count = 300
    try await withServer { configuration in
      configuration.webSocketLimits.outgoingBytesMax = 500_000
    } handler: { _ in
      .upgradeToWebSocket(.messages { handle, _ in handle.send(binary: answer) })
    } _: { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.upgrade("/").status == 101)
      // All of them arrive in one piece, and their answers would be 30 MB.
      try client.send((0..<count).flatMap { _ in ClientFrame.bytes(.text, [0x78]) })
      for _ in 0..<count { #expect(try client.readFrame().payload.count == answer.count) }
      try client.send(opcode: 8, payload: [])
      #expect(try client.readFrame().opcode == 8)
    }
  }

  @Test func `answers every ping, and reads no more of them while its answers are not read`()
    async throws
  {
    try await withEcho { client in
      let ping = ClientFrame.bytes(.ping, [UInt8](repeating: 5, count: 125))
      let pings = Array(repeatElement(ping, count: 8000).joined())
      // The kernel has room for 40 MB at both ends; the server must not add to it.
      var sent = 0
      repeat {
        sent += try client.sendUntilBlocked(pings)
      } while sent % pings.count == 0 && sent < 100 * pings.count
      #expect(sent < 100 * pings.count)
      for _ in 0..<min(sent / ping.count, 10_000) {
        #expect(try client.readFrame().opcode == 10)
      }
    }
  }

  @Test(arguments: [(30_000, 1), (100_000, 0)])
  func `puts a message together from very many fragments`(
    count: Int,
    byteCount: Int
  ) async throws {
    try await withEcho { client in
      let piece = [UInt8](repeating: 0x61, count: byteCount)
      let fragment = ClientFrame.bytes(.continuation, piece, isFinal: false)
      try client.send(ClientFrame.bytes(.text, piece, isFinal: false))
      try client.send(Array(repeatElement(fragment, count: count).joined()))
      try client.send(ClientFrame.bytes(.continuation, [0x7A]))
      let frame = try client.readFrame()
      #expect(frame.payload.count == (count + 1) * byteCount + 1)
      #expect(frame.payload.last == 0x7A)
    }
  }

  @Test(arguments: [1, 1024])
  func `echoes a long message in one frame and in a thousand`(fragmentCount: Int) async throws {
    let byteCount = 2 * 1024 * 1024
    try await withEcho { configuration in
      configuration.webSocketLimits.messageBytesMax = byteCount
    } _: { client in
      // Zeros on the wire are the key repeated, which costs the test no time to make.
      let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
      let zeros = [UInt8](repeating: 0, count: byteCount / fragmentCount)
      for index in 0..<fragmentCount {
        let isFinal: UInt8 = index == fragmentCount - 1 ? 0x80 : 0
        let length = (0..<8).reversed().map { UInt8(truncatingIfNeeded: zeros.count >> (8 * $0)) }
        let short = [0x80 | 126] + length.suffix(2)
        let header = [isFinal | (index == 0 ? 2 : 0)]
        try client.send(header + (zeros.count > 65_535 ? [0xFF] + length : short) + key + zeros)
      }
      let frame = try client.readFrame()
      #expect(frame.payload == Array(repeatElement(key, count: byteCount / 4).joined()))
    }
  }

  @Test func `gives up a peer that a handler writes more to than it may have waiting`() async throws
  {
    let answer = [UInt8](repeating: 1, count: 1_000_000)
    try await withServer { configuration in
      configuration.webSocketLimits.outgoingBytesMax = 2_000_000
    } handler: { _ in
      .upgradeToWebSocket(
        .messages { handle, _ in for _ in 0..<100 { handle.send(binary: answer) } }
      )
    } _: { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.upgrade("/").status == 101)
      try client.send(opcode: 1, payload: [])
      var received = 0
      do {
        while true { received += try client.readFrame().payload.count }
      } catch {
        #expect(received < 100 * answer.count)
      }
    }
  }
}
