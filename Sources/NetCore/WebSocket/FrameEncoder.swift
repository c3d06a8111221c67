/// Frames as a server sends them: unmasked, the length in the fewest bytes (RFC 6455 §5.2).
public enum FrameEncoder {
  /// Appends a whole frame.
  ///
  /// - Parameters:
  ///   - isCompressed: sets RSV1, for the first frame of a message under permessage-deflate.
  ///   - isFinal: false for all but the last fragment of a message.
  static func append(
    _ opcode: Opcode,
    payload: Span<UInt8>,
    isCompressed: Bool = false,
    isFinal: Bool = true,
    to buffer: ByteBuffer
  ) {
    let header = EncodedFrameHeader(
      opcode,
      payloadByteCount: payload.count,
      isCompressed: isCompressed,
      isFinal: isFinal
    )
    buffer.append(header.bytes.span.extracting(0..<header.byteCount))
    buffer.append(payload)
  }

  /// The bytes of one unfragmented frame.
  public static func frame(
    _ opcode: Opcode,
    payload: [UInt8],
    isCompressed: Bool = false
  ) -> [UInt8] {
    let header = EncodedFrameHeader(
      opcode,
      payloadByteCount: payload.count,
      isCompressed: isCompressed
    )
    var frame: [UInt8] = []
    frame.reserveCapacity(header.byteCount + payload.count)
    frame.append(contentsOf: header.bytes.span.extracting(0..<header.byteCount))
    frame.append(contentsOf: payload)
    return frame
  }

  /// The bytes of a close frame; `nil` sends no code. A reason is cut to 123 bytes between
  /// characters.
  public static func closeFrame(code: UInt16?, reason: String = "") -> [UInt8] {
    guard let code else { return frame(.close, payload: []) }
    precondition(CloseCode.maySend(code))
    var payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
    for character in reason {
      guard payload.count + character.utf8.count <= 125 else { break }
      payload.append(contentsOf: character.utf8)
    }
    return frame(.close, payload: payload)
  }
}

/// The header of a frame without a masking key, on the wire.
struct EncodedFrameHeader {
  /// The header is at the start of it.
  private(set) var bytes = [10 of UInt8](repeating: 0)
  let byteCount: Int

  init(
    _ opcode: Opcode,
    payloadByteCount: Int,
    isCompressed: Bool = false,
    isFinal: Bool = true
  ) {
    precondition(!opcode.isControl || (payloadByteCount <= 125 && isFinal && !isCompressed))
    bytes[0] = (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode.rawValue
    switch payloadByteCount {
    case ...125:
      byteCount = 2
      bytes[1] = UInt8(truncatingIfNeeded: payloadByteCount)
    case ...0xFFFF:
      byteCount = 4
      bytes[1] = 126
    default:
      byteCount = 10
      bytes[1] = 127
    }
    var rest = payloadByteCount
    for index in stride(from: byteCount - 1, to: 1, by: -1) {
      bytes[index] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
  }
}
