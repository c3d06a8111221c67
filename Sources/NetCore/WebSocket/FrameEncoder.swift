/// Frames as a server sends them: unmasked, the length in the fewest bytes (RFC 6455 §5.2).
public enum FrameEncoder {
  /// Appends a whole frame.
  ///
  /// - Parameters:
  ///   - isCompressed: sets RSV1, for the first frame of a message under permessage-deflate.
  ///   - isFinal: false for all but the last fragment of a message.
  public static func append(
    _ opcode: Opcode,
    payload: Span<UInt8>,
    isCompressed: Bool = false,
    isFinal: Bool = true,
    to buffer: inout [UInt8]
  ) {
    precondition(!opcode.isControl || payload.count <= 125)
    precondition(!opcode.isControl || (isFinal && !isCompressed))
    appendHeader(
      opcode,
      payloadByteCount: payload.count,
      isCompressed: isCompressed,
      isFinal: isFinal,
      to: &buffer
    )
    buffer.append(contentsOf: payload)
  }

  /// The bytes of one unfragmented frame.
  public static func frame(
    _ opcode: Opcode,
    payload: [UInt8],
    isCompressed: Bool = false
  ) -> [UInt8] {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(payload.count + 10)
    append(opcode, payload: payload.span, isCompressed: isCompressed, to: &buffer)
    return buffer
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

  private static func appendHeader(
    _ opcode: Opcode,
    payloadByteCount: Int,
    isCompressed: Bool,
    isFinal: Bool,
    to buffer: inout [UInt8]
  ) {
    buffer.append((isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode.rawValue)
    switch payloadByteCount {
    case ...125:
      buffer.append(UInt8(payloadByteCount))
    case ...0xFFFF:
      buffer.append(126)
      appendBigEndian(payloadByteCount, byteCount: 2, to: &buffer)
    default:
      buffer.append(127)
      appendBigEndian(payloadByteCount, byteCount: 8, to: &buffer)
    }
  }

  private static func appendBigEndian(_ value: Int, byteCount: Int, to buffer: inout [UInt8]) {
    for index in (0..<byteCount).reversed() {
      buffer.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
  }
}
