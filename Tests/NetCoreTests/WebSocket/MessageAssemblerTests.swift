import NetCore
import Testing

@Suite struct MessageAssemblerTests {
  @Test(arguments: [(0, true), (9, true), (10, true), (11, false)])
  func `accepts messages up to the limit`(byteCount: Int, isAccepted: Bool) {
    let frame = ClientFrame.bytes(.binary, [UInt8](repeating: 7, count: byteCount))
    let events = FrameTranscript.events(of: [frame], messageBytesMax: 10)
    #expect(events.first?.hasPrefix("binary") == isAccepted)
    if !isAccepted { #expect(events == ["error messageTooLong 1009"]) }
  }

  @Test func `counts all fragments against the limit`() {
    let first = ClientFrame.bytes(.text, Array("12345".utf8), isFinal: false)
    let last = ClientFrame.bytes(.continuation, Array("678901".utf8))
    #expect(
      FrameTranscript.events(of: [first, last], messageBytesMax: 10) == [
        "error messageTooLong 1009"
      ]
    )
    #expect(
      FrameTranscript.events(of: [first, last], messageBytesMax: 11) == ["text 12345678901"]
    )
  }

  @Test(arguments: [65_535, 65_536])
  func `reads long payloads`(byteCount: Int) throws {
    let payload = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let frame = ClientFrame.bytes(.binary, payload)
    for cut in [1, 5, 13, 14, 15, 16, 1000, byteCount] {
      var assembler = MessageAssembler(messageBytesMax: 65_536)
      var offset = 0
      let begin = Array(frame[..<cut])
      let begun = try assembler.receive(begin.span, from: &offset)
      #expect(begun == nil)
      offset = 0
      let rest = Array(frame[cut...])
      let event = try assembler.receive(rest.span, from: &offset)
      #expect(event == .message(.binary(payload)))
    }
  }

  @Test func `begins anew after each message`() throws {
    var assembler = MessageAssembler(messageBytesMax: 10)
    for _ in 0..<100 {
      let frame = ClientFrame.bytes(.text, Array("0123456789".utf8))
      var offset = 0
      let event = try assembler.receive(frame.span, from: &offset)
      #expect(event == .message(.text(Array("0123456789".utf8))))
      #expect(offset == frame.count)
    }
  }
}

/// Frames as a client sends them.
enum ClientFrame {
  static func bytes(
    _ opcode: Opcode,
    _ payload: [UInt8],
    isFinal: Bool = true,
    isCompressed: Bool = false,
    key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
  ) -> [UInt8] {
    var frame = [(isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode.rawValue]
    let length = payload.count
    switch length {
    case ...125: frame.append(0x80 | UInt8(length))
    case ...0xFFFF: frame += [0xFE, UInt8(length >> 8), UInt8(length & 0xFF)]
    default:
      frame.append(0xFF)
      frame += (0..<8).reversed().map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    }
    frame += key
    frame += payload.enumerated().map { $1 ^ key[$0 % 4] }
    return frame
  }
}
