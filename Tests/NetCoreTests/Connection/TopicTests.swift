import TestSupport
import Testing

@testable import NetCore

@Suite struct TopicTests {
  private func message(_ sequence: Int) -> [UInt8] {
    Array("message \(sequence)".utf8)
  }

  private func append(_ range: ClosedRange<Int>, to topic: Topic) {
    for sequence in range {
      topic.append(text: message(sequence), sequence: sequence, conflationKey: "\(sequence % 5)")
    }
  }

  /// Upgrades to `/<sequence>`, which subscribes after that sequence.
  private func subscriber(
    _ port: UInt16,
    after sequence: Int = 0,
    receiveBufferByteCount: Int32? = nil
  ) throws -> RawClient {
    let client = try RawClient(port: port, receiveBufferByteCount: receiveBufferByteCount)
    #expect(try client.upgrade("/\(sequence)").status == 101)
    return client
  }

  private func withTopic(
    _ topic: Topic,
    _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (UInt16, HTTPServer) async throws -> Void
  ) async throws {
    try await withServer(
      configure,
      handler: { head in
        let after = Int(head.target.path.dropFirst()) ?? 0
        return .upgradeToWebSocket(.subscribe(to: topic, after: after))
      },
      body
    )
  }

  private func expect(
    _ range: ClosedRange<Int>,
    thenCloseFrom client: RawClient,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    for sequence in range {
      let frame = try client.readFrame()
      #expect(
        frame == RawFrame(opcode: 1, payload: message(sequence)),
        sourceLocation: location
      )
    }
    #expect(try client.readFrame().closeCode == 1000, sourceLocation: location)
    try client.completeClose(code: 1000)
  }

  @Test(arguments: [1, 200])
  func `gives every subscriber the same, whenever it comes`(count: Int) async throws {
    let topic = Topic()
    try await withTopic(topic) { port, _ in
      var clients = try (0..<count).map { _ in try subscriber(port) }
      append(1...20, to: topic)
      clients += try (0..<count).map { _ in try subscriber(port) }
      append(21...40, to: topic)
      topic.finish()
      clients += try (0..<count).map { _ in try subscriber(port) }
      for client in clients { try expect(1...40, thenCloseFrom: client) }
    }
  }

  @Test func `begins after the sequence that a subscriber has already`() async throws {
    let topic = Topic()
    try await withTopic(topic) { port, _ in
      append(1...10, to: topic)
      let early = try subscriber(port, after: 7)
      let ahead = try subscriber(port, after: 12)
      append(11...15, to: topic)
      topic.finish()
      try expect(8...15, thenCloseFrom: early)
      try expect(13...15, thenCloseFrom: ahead)
      let late = try subscriber(port, after: 15)
      #expect(try late.readFrame().closeCode == 1000)
    }
  }

  @Test func `ignores what was appended already and what comes after the end`() async throws {
    let topic = Topic()
    append(1...5, to: topic)
    append(3...8, to: topic)
    topic.finish()
    append(9...9, to: topic)
    topic.finish(closeCode: 1001)
    try await withTopic(topic) { port, _ in
      try expect(1...8, thenCloseFrom: try subscriber(port))
    }
  }

  @Test func `ignores what subscribers say`() async throws {
    let topic = Topic()
    try await withTopic(topic) { port, _ in
      let client = try subscriber(port)
      try client.send(opcode: 1, payload: Array("hello".utf8))
      try client.send(opcode: 9, payload: [1, 2, 3])
      #expect(try client.readFrame() == RawFrame(opcode: 10, payload: [1, 2, 3]))
      append(1...1, to: topic)
      topic.finish()
      try expect(1...1, thenCloseFrom: client)
    }
  }

  @Test func `gives a slow subscriber the newest message of each key, and others all`() async throws
  {
    let topic = Topic()
    let padding = [UInt8](repeating: 120, count: 16_384)
    let last = 1000
    try await withTopic(topic) { configuration in
      configuration.webSocketLimits.backlogBytesMax = 100_000
    } _: { port, _ in
      let slow = try subscriber(port, receiveBufferByteCount: 4096)
      let quick = try subscriber(port)
      for sequence in 1...last {
        topic.append(
          text: message(sequence) + padding,
          sequence: sequence,
          conflationKey: "\(sequence % 5)"
        )
        #expect(try quick.readFrame().payload == message(sequence) + padding)
      }
      topic.finish()
      #expect(try quick.readFrame().closeCode == 1000)

      var sequences: [Int] = []
      while true {
        let frame = try slow.readFrame()
        if frame.closeCode == 1000 { break }
        #expect(frame.payload.suffix(padding.count) == padding[...])
        let text = String(decoding: frame.payload.dropLast(padding.count), as: UTF8.self)
        sequences.append(try #require(Int(text.dropFirst("message ".count))))
      }
      #expect(sequences == sequences.sorted())
      #expect(sequences.count < last)
      #expect(Array(sequences.suffix(5)) == Array((last - 4)...last))
      try slow.completeClose(code: 1000)
    }
  }

  @Test func `gives one that reads all that is said in one turn, however much it is`() async throws
  {
    let topic = Topic()
    let padding = [UInt8](repeating: 120, count: 30_000)
    try await withServer { configuration in
      configuration.webSocketLimits.backlogBytesMax = 50_000
    } handler: { _ in
      .upgradeToWebSocket(
        .subscribe(to: topic) { _, _ in
          for sequence in 1...200 { topic.append(.text(self.message(sequence) + padding)) }
        }
      )
    } _: { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.upgrade("/").status == 101)
      try client.send(opcode: 1, payload: [])
      for sequence in 1...200 {
        #expect(try client.readFrame().payload == message(sequence) + padding)
      }
    }
  }

  @Test func `replays a long history whole to a subscriber that reads`() async throws {
    let topic = Topic()
    append(1...20_000, to: topic)
    topic.finish()
    try await withTopic(topic) { configuration in
      configuration.webSocketLimits.backlogBytesMax = 1000
    } _: { port, _ in
      try expect(1...20_000, thenCloseFrom: try subscriber(port))
    }
  }

  @Test func `keeps only the newest of each key of what is older than its history`() async throws {
    let topic = Topic(historyByteCountMax: 1000)
    append(1...1000, to: topic)
    topic.finish()
    try await withTopic(topic) { port, _ in
      let client = try subscriber(port)
      var count = 0
      var frame = try client.readFrame()
      var texts: [String] = []
      while frame.opcode == 1 {
        count += 1
        texts.append(frame.text)
        frame = try client.readFrame()
      }
      #expect(count < 200)
      #expect(texts.suffix(5) == (996...1000).map { "message \($0)" }[...])
      #expect(frame.closeCode == 1000)
    }
  }

  @Test func `sends the same to a subscriber that asked for compression`() async throws {
    let topic = Topic()
    try await withTopic(topic) { port, _ in
      append(1...3, to: topic)
      let client = try RawClient(port: port)
      let response = try client.upgrade(
        "/0",
        fields: "Sec-WebSocket-Extensions: permessage-deflate\r\n"
      )
      #expect(response.fields["sec-websocket-extensions"]?.hasPrefix("permessage-deflate") == true)
      append(4...6, to: topic)
      topic.finish()
      let inflater = MessageInflater(DeflateParameters(clientNoContextTakeover: true))
      for sequence in 1...6 {
        let frame = try client.readFrame(allowsCompression: true)
        #expect(try inflater.message(of: frame.payload) == message(sequence))
      }
      #expect(try client.readFrame().closeCode == 1000)
    }
  }

  @Test(arguments: [false, true])
  func `sends what its own followers say to all of them`(isCompressed: Bool) async throws {
    let topic = Topic()
    topic.append(.text(message(0)))
    try await withServer(handler: { _ in
      .upgradeToWebSocket(.subscribe(to: topic) { _, message in topic.append(message) })
    }) { port, _ in
      #expect(!topic.isFollowed)
      let fields = isCompressed ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : ""
      let clients = try (0..<3).map { _ in
        let client = try RawClient(port: port)
        #expect(try client.upgrade("/", fields: fields).status == 101)
        return client
      }
      #expect(topic.isFollowed)
      try clients[0].send(opcode: 1, payload: message(1))
      for client in clients { #expect(try client.readMessage(isCompressed) == (1, message(1))) }
      try clients[1].send(opcode: 2, payload: [0xFF, 0])
      for client in clients { #expect(try client.readMessage(isCompressed) == (2, [0xFF, 0])) }
      #expect(topic.lastSequence == 3)
    }
  }

  @Test func `numbers messages on from where the last one was numbered`() {
    let topic = Topic()
    #expect(topic.lastSequence == .min)
    topic.append(.text(message(1)))
    #expect(topic.lastSequence == 1)
    append(8...8, to: topic)
    topic.append(.binary([]))
    #expect(topic.lastSequence == 9)
    append(Int.max...Int.max, to: topic)
    topic.append(.binary([]))
    #expect(topic.lastSequence == .max)
  }

  @Test func `closes subscribers with 1001 when the server drains`() async throws {
    let topic = Topic()
    try await withTopic(topic) { port, server in
      append(1...3, to: topic)
      let client = try subscriber(port)
      for sequence in 1...3 { #expect(try client.readFrame().payload == message(sequence)) }
      async let drained: Void = server.drain(within: .seconds(5))
      #expect(try client.readFrame().closeCode == 1001)
      try client.completeClose(code: 1001)
      await drained
    }
  }
}

extension RawClient {
  /// The opcode and the payload of the next message, which is one frame.
  fileprivate func readMessage(_ isCompressed: Bool) throws -> (UInt8, [UInt8]) {
    let frame = try readFrame(allowsCompression: isCompressed)
    guard isCompressed else { return (frame.opcode, frame.payload) }
    let inflater = MessageInflater(DeflateParameters(clientNoContextTakeover: true))
    return (frame.opcode, try inflater.message(of: frame.payload))
  }
}
