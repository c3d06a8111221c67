import Testing

@testable import NetCore

@Suite struct FrameEncoderTests {
  @Test(
    arguments: [
      (0, [0x82, 0x00]), (125, [0x82, 125]), (126, [0x82, 126, 0, 126]),
      (65_535, [0x82, 126, 0xFF, 0xFF]), (65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
    ] as [(Int, [UInt8])]
  )
  func `writes the length in the fewest bytes`(byteCount: Int, header: [UInt8]) {
    let payload = [UInt8](repeating: 5, count: byteCount)
    let frame = FrameEncoder.frame(.binary, payload: payload)
    #expect(Array(frame.prefix(header.count)) == header)
    #expect(Array(frame.dropFirst(header.count)) == payload)
  }

  @Test func `marks fragments and compressed messages`() {
    let buffer = ByteBuffer(capacity: 4)
    buffer.append(1)
    let payload: [UInt8] = [7]
    FrameEncoder.append(
      .text,
      payload: payload.span,
      isCompressed: true,
      isFinal: false,
      to: buffer
    )
    #expect(buffer.withSpan { $0.bytes() } == [1, 0x41, 1, 7])
  }

  @Test func `writes close frames`() {
    #expect(FrameEncoder.closeFrame(code: nil) == [0x88, 0])
    #expect(FrameEncoder.closeFrame(code: 1000) == [0x88, 2, 0x03, 0xE8])
    #expect(FrameEncoder.closeFrame(code: 1001, reason: "x") == [0x88, 3, 0x03, 0xE9, 0x78])
  }

  @Test func `cuts a reason between characters`() {
    let frame = FrameEncoder.closeFrame(code: 1000, reason: String(repeating: "€", count: 50))
    #expect(frame.count == 2 + 2 + 41 * 3)
  }

  @Test func `sends no forbidden code`() async {
    await #expect(processExitsWith: .failure) { _ = FrameEncoder.closeFrame(code: 1005) }
  }

  @Test func `writes no long control frame`() async {
    await #expect(processExitsWith: .failure) {
      _ = FrameEncoder.frame(.ping, payload: [UInt8](repeating: 0, count: 126))
    }
  }

  @Test(
    arguments: [
      (999, false), (1000, true), (1003, true), (1004, false), (1006, false), (1007, true),
      (1014, true), (1015, false), (2999, false), (3000, true), (4999, true), (5000, false),
    ] as [(UInt16, Bool)]
  )
  func `knows the codes that may be sent`(code: UInt16, maySend: Bool) {
    #expect(CloseCode.maySend(code) == maySend)
  }
}
