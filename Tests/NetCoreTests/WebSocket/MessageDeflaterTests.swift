import Testing

@testable import NetCore

@Suite struct MessageDeflaterTests {
  private static let json = Array(
    #"{"stage":"generating","progress":40,"message":"Generating test cases for endpoint 1/5: GET /"}"#
      .utf8
  )

  private static func pseudorandom(_ byteCount: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<byteCount).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  @Test(arguments: [true, false], 8...15)
  func `gives back what went in`(keepsContext: Bool, windowBits: Int) throws {
    let parameters = DeflateParameters(
      serverNoContextTakeover: !keepsContext,
      clientNoContextTakeover: !keepsContext,
      serverWindowBits: windowBits,
      clientWindowBits: windowBits
    )
    let deflater = MessageDeflater(parameters)
    let inflater = MessageInflater(parameters)
    let messages = [
      [], [0x61], Self.json, Self.json, [], [], Self.pseudorandom(70_000),
      [UInt8](repeating: 0, count: 200_000), Self.json,
    ]
    for message in messages {
      let payload = deflater.deflate(message)
      #expect(!payload.isEmpty)
      let back = try inflater.message(of: payload, byteCountMax: 200_000)
      #expect(back == message)
    }
  }

  @Test func `shortens a repeated message with a kept context`() {
    let deflater = MessageDeflater(DeflateParameters())
    let first = deflater.deflate(Self.json)
    let second = deflater.deflate(Self.json)
    #expect(first.count < Self.json.count)
    #expect(second.count < first.count / 3)
  }

  @Test func `says the same of a message each time without a context`() {
    let deflater = MessageDeflater(DeflateParameters(serverNoContextTakeover: true))
    #expect(deflater.deflate(Self.json) == deflater.deflate(Self.json))
  }

  @Test(arguments: [1, 10, 5000])
  func `judges a client that breaks the agreed window alike however it is cut`(
    pieceByteCount: Int
  ) throws {
    let message = Self.pseudorandom(2000) + Self.pseudorandom(2000)
    let payload = MessageDeflater(DeflateParameters()).deflate(message)
    let inflater = MessageInflater(DeflateParameters(clientWindowBits: 9))
    var back: [UInt8] = []
    for start in stride(from: 0, to: payload.count, by: pieceByteCount) {
      let piece = payload[start..<min(start + pieceByteCount, payload.count)]
      try inflater.inflate(Array(piece).span, to: &back, byteCountMax: 10_000)
    }
    try inflater.endMessage(&back, byteCountMax: 10_000)
    #expect(back == message)
  }

  @Test(arguments: [(999, false), (1000, true), (1001, true)])
  func `limits what comes out`(byteCountMax: Int, isAccepted: Bool) throws {
    let payload = MessageDeflater(DeflateParameters()).deflate([UInt8](repeating: 1, count: 1000))
    let inflater = MessageInflater(DeflateParameters())
    let message = try? inflater.message(of: payload, byteCountMax: byteCountMax)
    #expect((message?.count == 1000) == isAccepted)
  }

  @Test func `a bomb costs no more than the limit and one step`() {
    let payload = MessageDeflater(DeflateParameters())
      .deflate([UInt8](repeating: 0, count: 50_000_000))
    #expect(payload.count < 256 * 1024)
    let inflater = MessageInflater(DeflateParameters())
    #expect(throws: FrameError.messageTooLong) {
      try inflater.message(of: payload, byteCountMax: 64 * 1024)
    }
  }

  @Test func `survives any bytes`() {
    for seed in 0..<300 {
      let payload = Array(Self.pseudorandom(seed + 40).dropFirst(seed % 40))
      let inflater = MessageInflater(DeflateParameters())
      let message = try? inflater.message(of: payload, byteCountMax: 65_536)
      #expect(message?.count ?? 0 <= 65_536)
    }
  }

  @Test func `refers to nothing outside a window of 256 bytes`() throws {
    let deflater = MessageDeflater(DeflateParameters(serverWindowBits: 8))
    let noise = Self.pseudorandom(200)
    let message = noise + Self.pseudorandom(100).reversed() + noise
    // The repetition is 300 bytes away, so that it must not be used.
    #expect(deflater.deflate(message).count >= message.count)
    #expect(deflater.deflate([UInt8](repeating: 7, count: 1000)).count < 30)
  }

  @Test func `takes memory that is bounded by the window`() {
    #expect(CompressionStream.Direction.inflate.byteCount == 40 * 1024)
    let deflating = [8, 9, 12, 15].map { CompressionStream.Direction.deflate(windowBits: $0) }
    #expect(deflating.map(\.byteCount) == [18, 18, 40, 264].map { $0 * 1024 })
    #expect(DeflateParameters().contextByteCount == 304 * 1024)
    let without = DeflateParameters(serverNoContextTakeover: true, clientNoContextTakeover: true)
    #expect(without.contextByteCount == 0)
  }

  @Test func `travels through frames`() throws {
    let payload = MessageDeflater(DeflateParameters()).deflate(Self.json)
    let frame = ClientFrame.bytes(.text, payload, isCompressed: true)
    let inflater = MessageInflater(DeflateParameters())
    var assembler = MessageAssembler(messageBytesMax: 65_536, inflater: inflater)
    var offset = 0
    let event = try assembler.receive(frame.span, from: &offset)
    #expect(event == .message(.text(Self.json)))
  }
}

extension MessageInflater {
  /// A whole message.
  func message(of payload: [UInt8], byteCountMax: Int = 65_536) throws(FrameError) -> [UInt8] {
    var message: [UInt8] = []
    try inflate(payload.span, to: &message, byteCountMax: byteCountMax)
    try endMessage(&message, byteCountMax: byteCountMax)
    return message
  }
}
