import HTTPTypes
import NetCore
import TestSupport
import Testing

/// What all connections together keep in memory for their peers.
@Suite struct BufferedMemoryTests {
  private static let messageBytesMax = 100_000

  /// Runs a server with room for four messages that are not complete.
  private static func withServerForMessages(
    _ body: @escaping @Sendable (UInt16) throws -> Void
  ) async throws {
    try await withServer { configuration in
      configuration.eventLoopCount = 1
      configuration.connectionLimits.bufferedBytesMax = 4 * messageBytesMax
      configuration.webSocketLimits.messageBytesMax = messageBytesMax
      // No frame but those that are waited for, however slow the machine is.
      configuration.webSocketLimits.pingInterval = .seconds(600)
    } handler: { _ in
      .upgradeToWebSocket(.messages { $0.send($1) })
    } _: { port, _ in
      try body(port)
    }
  }

  /// A connection in the middle of a message.
  private static func begin(_ port: UInt16, byteCount: Int) throws -> RawClient {
    let client = try RawClient(port: port)
    #expect(try client.upgrade("/").status == 101)
    try client.send(opcode: 2, payload: [UInt8](repeating: 1, count: byteCount), isFinal: false)
    // The pong tells that everything before it was taken.
    try client.send(opcode: 9, payload: [])
    return client
  }

  @Test func `keeps as many unfinished messages as there is room for`() async throws {
    try await Self.withServerForMessages { port in
      let clients = try (0..<4).map { _ in try Self.begin(port, byteCount: 99_000) }
      for client in clients {
        #expect(try client.readFrame().opcode == 10)
        try client.send(opcode: 0, payload: [2])
        #expect(try client.readFrame().payload.count == 99_001)
      }
    }
  }

  @Test func `closes with 1013 on those that keep more than others when there is no room`()
    async throws
  {
    try await Self.withServerForMessages { port in
      let clients = try (0..<4).map { _ in try Self.begin(port, byteCount: 99_000) }
      for client in clients { #expect(try client.readFrame().opcode == 10) }
      let small = try Self.begin(port, byteCount: 10_000)
      #expect(try small.readFrame().opcode == 10)
      // The next one to add something has more than a fifth.
      try clients[0].send(opcode: 0, payload: [2], isFinal: false)
      #expect(try clients[0].readFrame().closeCode == 1013)
      try small.send(opcode: 0, payload: [2])
      #expect(try small.readFrame().payload.count == 10_001)
      try clients[1].send(opcode: 0, payload: [2])
      #expect(try clients[1].readFrame().payload.count == 99_001)
    }
  }
}
