/// The rule that a client's frame or message broke.
public enum FrameError: Error, Sendable, Equatable {
  /// RSV2 or RSV3, or RSV1 where permessage-deflate has no meaning for it.
  case reservedBitSet
  /// An opcode that RFC 6455 does not define.
  case opcodeReserved
  /// The mask bit is not set.
  case payloadUnmasked
  /// A control frame without FIN.
  case controlFrameFragmented
  /// A control frame of more than 125 bytes.
  case controlFrameTooLong
  /// A length in more bytes than it needs.
  case lengthNotMinimal
  /// The most significant bit of a 64-bit length is set.
  case lengthMalformed
  /// A continuation frame with no message to continue.
  case continuationUnexpected
  /// A text or binary frame before the message that was begun has ended.
  case messageUnfinished
  /// A close payload of one byte.
  case closePayloadMalformed
  /// A close code that must not be sent (RFC 6455 §7.4).
  case closeCodeForbidden
  /// The reason of a close frame is no text.
  case closeReasonNotUTF8
  /// A text message is no text, told at the first wrong octet.
  case textNotUTF8
  /// A compressed message that is no DEFLATE stream.
  case compressedDataMalformed
  /// A message, or its first frames, longer than the limit, inflated or not.
  case messageTooLong

  /// The close code of the close frame that ends the connection (RFC 6455 §7.4.1).
  public var closeCode: UInt16 {
    switch self {
    case .reservedBitSet, .opcodeReserved, .payloadUnmasked, .controlFrameFragmented,
      .controlFrameTooLong, .lengthNotMinimal, .lengthMalformed, .continuationUnexpected,
      .messageUnfinished, .closePayloadMalformed, .closeCodeForbidden:
      CloseCode.protocolError
    case .closeReasonNotUTF8, .textNotUTF8, .compressedDataMalformed: CloseCode.invalidPayload
    case .messageTooLong: CloseCode.messageTooBig
    }
  }

  /// The reason text of that close frame, below 124 bytes.
  public var closeReason: String {
    switch self {
    case .reservedBitSet: "reserved bit set"
    case .opcodeReserved: "reserved opcode"
    case .payloadUnmasked: "client frames must be masked"
    case .controlFrameFragmented: "fragmented control frame"
    case .controlFrameTooLong: "control frame over 125 bytes"
    case .lengthNotMinimal: "length not minimally encoded"
    case .lengthMalformed: "length over 63 bits"
    case .continuationUnexpected: "nothing to continue"
    case .messageUnfinished: "previous message unfinished"
    case .closePayloadMalformed: "malformed close payload"
    case .closeCodeForbidden: "forbidden close code"
    case .closeReasonNotUTF8: "close reason is not UTF-8"
    case .textNotUTF8: "text is not UTF-8"
    case .compressedDataMalformed: "malformed compressed data"
    case .messageTooLong: "message too long"
    }
  }
}
