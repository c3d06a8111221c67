/// What a frame is for (RFC 6455 §5.2).
public enum Opcode: UInt8, Sendable, Equatable {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  /// Close, ping and pong: never fragmented, at most 125 bytes, allowed between fragments.
  public var isControl: Bool { rawValue & 0x8 != 0 }
}

/// The header of a client's frame: two bytes, the length, the masking key (RFC 6455 §5.2).
struct FrameHeader: Sendable, Equatable {
  /// FIN: the last, or only, frame of a message.
  let isFinal: Bool
  /// RSV1, which permessage-deflate sets on the first frame of a compressed message.
  let isCompressed: Bool
  /// What the frame is for.
  let opcode: Opcode
  /// The length of the payload that follows.
  let payloadByteCount: Int
  /// The four octets in the order of the wire, first octet lowest.
  let maskingKey: UInt32

  /// The length of the header that begins with these two bytes.
  static func byteCount(secondByte: UInt8) -> Int {
    switch secondByte & 0x7F {
    case 126: 2 + 2 + 4
    case 127: 2 + 8 + 4
    default: 2 + 4
    }
  }

  /// Reads the header at the start of `bytes`; `nil` when more bytes are needed.
  ///
  /// Everything that one frame can break by itself is judged here. Rules are checked in the
  /// order of the bytes that they concern.
  ///
  /// - Parameter allowsCompression: whether permessage-deflate was negotiated.
  init?(_ bytes: Span<UInt8>, allowsCompression: Bool) throws(FrameError) {
    guard bytes.count >= 2 else { return nil }
    let first = bytes[0]
    let second = bytes[1]
    let reserved: UInt8 = allowsCompression ? 0x30 : 0x70
    guard first & reserved == 0 else { throw .reservedBitSet }
    guard let opcode = Opcode(rawValue: first & 0x0F) else { throw .opcodeReserved }
    self.opcode = opcode
    isFinal = first & 0x80 != 0
    isCompressed = first & 0x40 != 0
    if isCompressed, opcode.isControl || opcode == .continuation { throw .reservedBitSet }
    if opcode.isControl, !isFinal { throw .controlFrameFragmented }
    guard second & 0x80 != 0 else { throw .payloadUnmasked }
    if opcode.isControl, second & 0x7F > 125 { throw .controlFrameTooLong }
    let byteCount = Self.byteCount(secondByte: second)
    guard bytes.count >= byteCount else { return nil }
    payloadByteCount = try Self.payloadByteCount(bytes, secondByte: second)
    var key: UInt32 = 0
    for index in (byteCount - 4)..<byteCount { key = key >> 8 | UInt32(bytes[index]) << 24 }
    maskingKey = key
  }

  private static func payloadByteCount(
    _ bytes: Span<UInt8>,
    secondByte: UInt8
  ) throws(FrameError) -> Int {
    let short = Int(secondByte & 0x7F)
    guard short > 125 else { return short }
    let end = short == 126 ? 4 : 10
    var length: UInt64 = 0
    for index in 2..<end { length = length << 8 | UInt64(bytes[index]) }
    guard length >= (short == 126 ? 126 : 65_536) else { throw .lengthNotMinimal }
    guard let count = Int(exactly: length) else { throw .lengthMalformed }
    return count
  }
}
