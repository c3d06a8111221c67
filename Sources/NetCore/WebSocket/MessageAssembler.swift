/// What a client's bytes amount to.
public enum WebSocketEvent: Sendable, Equatable {
  /// A whole message.
  case message(WebSocketMessage)
  /// To be answered with a pong of the same payload.
  case ping([UInt8])
  /// An answer to a ping, or unasked for.
  case pong([UInt8])
  /// The closing handshake; without a code when the payload was empty. Nothing comes after it.
  case close(code: UInt16?, reason: String)
}

/// Makes messages and control events of a client's bytes (RFC 6455 §5, §6), in whatever pieces
/// they arrive.
public struct MessageAssembler {
  private let messageBytesMax: Int
  private let inflater: MessageInflater?

  /// The beginning of a frame header that was cut.
  private var cutHeader: [UInt8] = []
  /// The frame whose payload is being read, how much is missing, and the key for the next byte.
  private var frame: FrameHeader?
  private var payloadLeft = 0
  private var maskingKey: UInt32 = 0

  /// The first frame of the message that is being put together.
  private var messageStart: FrameHeader?
  private var message: [UInt8] = []
  private var validator = UTF8Validator()
  private var control: [UInt8] = []
  private var isClosed = false

  /// - Parameters:
  ///   - messageBytesMax: bound on a message, as received and inflated; one byte more is 1009.
  ///   - inflater: when permessage-deflate was negotiated.
  public init(messageBytesMax: Int, inflater: MessageInflater? = nil) {
    precondition(messageBytesMax >= 0)
    self.messageBytesMax = messageBytesMax
    self.inflater = inflater
  }

  /// Takes bytes from `offset` on, moves it past what was taken, and tells the next event.
  ///
  /// - Returns: `nil` when everything was taken and more bytes are needed, or after a close event.
  /// - Throws: the broken rule. Its close code goes out, and the connection ends.
  public mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(FrameError) -> WebSocketEvent? {
    while !isClosed {
      let header: FrameHeader
      if let frame {
        header = frame
      } else {
        guard let next = try readHeader(bytes, from: &offset) else { return nil }
        try begin(next)
        header = next
      }
      let end = offset + min(payloadLeft, bytes.count - offset)
      try receivePayload(bytes.extracting(offset..<end), of: header)
      offset = end
      guard payloadLeft == 0 else { return nil }
      frame = nil
      if let event = try endFrame(header) { return event }
    }
    offset = bytes.count
    return nil
  }

  /// Reads a header where it lies, or completes the one that was cut; `nil` when it is cut still.
  private mutating func readHeader(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(FrameError) -> FrameHeader? {
    let allowsCompression = inflater != nil
    if cutHeader.isEmpty {
      let rest = bytes.extracting(offset..<bytes.count)
      if let header = try FrameHeader(rest, allowsCompression: allowsCompression) {
        offset += FrameHeader.byteCount(secondByte: rest[1])
        return header
      }
    }
    while offset < bytes.count {
      cutHeader.append(bytes[offset])
      offset += 1
      if let header = try FrameHeader(cutHeader.span, allowsCompression: allowsCompression) {
        cutHeader.removeAll(keepingCapacity: true)
        return header
      }
    }
    return nil
  }

  /// Checks the frame against the message that it is, or is not, a part of.
  private mutating func begin(_ header: FrameHeader) throws(FrameError) {
    if !header.opcode.isControl {
      if header.opcode == .continuation {
        guard messageStart != nil else { throw .continuationUnexpected }
      } else {
        guard messageStart == nil else { throw .messageUnfinished }
        messageStart = header
      }
      guard header.payloadByteCount <= messageBytesMax - message.count else {
        throw .messageTooLong
      }
    }
    frame = header
    payloadLeft = header.payloadByteCount
    maskingKey = header.maskingKey
  }

  private mutating func receivePayload(
    _ piece: Span<UInt8>,
    of header: FrameHeader
  ) throws(FrameError) {
    if header.opcode.isControl {
      let start = control.count
      control.append(contentsOf: piece)
      Masking.apply(maskingKey, to: &control, from: start)
    } else {
      let start = message.count
      message.append(contentsOf: piece)
      Masking.apply(maskingKey, to: &message, from: start)
      if let messageStart, messageStart.opcode == .text, !messageStart.isCompressed {
        var validator = self.validator
        guard validator.receive(message.span.extracting(start..<message.count)) else {
          throw .textNotUTF8
        }
        self.validator = validator
      }
    }
    maskingKey = Masking.key(maskingKey, after: piece.count)
    payloadLeft -= piece.count
  }

  private mutating func endFrame(_ header: FrameHeader) throws(FrameError) -> WebSocketEvent? {
    switch header.opcode {
    case .continuation, .text, .binary:
      return header.isFinal ? .message(try endMessage()) : nil
    case .ping:
      return .ping(takeControl())
    case .pong:
      return .pong(takeControl())
    case .close:
      isClosed = true
      return try Self.closeEvent(takeControl().span)
    }
  }

  private mutating func endMessage() throws(FrameError) -> WebSocketMessage {
    guard let start = messageStart else { preconditionFailure("no message to end") }
    var payload = message
    message = []
    messageStart = nil
    if start.isCompressed {
      guard let inflater else { preconditionFailure("compression was not negotiated") }
      payload = try inflater.inflate(payload, byteCountMax: messageBytesMax)
    }
    guard start.opcode == .text else { return .binary(payload) }
    if start.isCompressed {
      guard validator.receive(payload.span) else { throw .textNotUTF8 }
    }
    guard validator.isComplete else { throw .textNotUTF8 }
    return .text(payload)
  }

  private mutating func takeControl() -> [UInt8] {
    defer { control = [] }
    return control
  }

  /// Reads the payload of a close frame (RFC 6455 §5.5.1).
  private static func closeEvent(_ payload: Span<UInt8>) throws(FrameError) -> WebSocketEvent {
    guard payload.count > 0 else { return .close(code: nil, reason: "") }
    guard payload.count > 1 else { throw .closePayloadMalformed }
    let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
    guard CloseCode.maySend(code) else { throw .closeCodeForbidden }
    guard let reason = payload.extracting(2..<payload.count).string() else {
      throw .closeReasonNotUTF8
    }
    return .close(code: code, reason: reason)
  }
}
