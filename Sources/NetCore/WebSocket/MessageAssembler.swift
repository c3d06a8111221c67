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
  /// What the payloads of its frames were announced to have.
  private var announcedByteCount = 0
  /// What there is of it, unmasked and inflated.
  private var message: [UInt8] = []
  private var validator = UTF8Validator()
  private var control: [UInt8] = []
  private var isClosed = false

  /// - Parameters:
  ///   - messageBytesMax: bound on a message, as received and inflated; one byte more is 1009.
  ///     Beyond 2^40 it counts as that.
  ///   - inflater: when permessage-deflate was negotiated.
  public init(messageBytesMax: Int, inflater: MessageInflater? = nil) {
    precondition(messageBytesMax >= 0)
    self.messageBytesMax = min(messageBytesMax, 1 << 40)
    self.inflater = inflater
  }

  /// Whether a part of a frame, or of a message, has been received.
  var isInsideMessage: Bool { frame != nil || messageStart != nil || !cutHeader.isEmpty }

  /// Bytes that are kept of a message or frame that is not complete.
  var heldByteCount: Int { message.count + control.count + cutHeader.count }

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
      guard header.payloadByteCount <= payloadBytesMax - announcedByteCount else {
        throw .messageTooLong
      }
      announcedByteCount += header.payloadByteCount
    }
    frame = header
    payloadLeft = header.payloadByteCount
    maskingKey = header.maskingKey
  }

  /// What all frames of the message may have together. What cannot be compressed becomes a little
  /// longer; the message itself is measured inflated.
  private var payloadBytesMax: Int {
    guard let messageStart, messageStart.isCompressed else { return messageBytesMax }
    return messageBytesMax + messageBytesMax / 8 + 1024
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
      try receiveData(piece)
    }
    maskingKey = Masking.key(maskingKey, after: piece.count)
    payloadLeft -= piece.count
  }

  private mutating func receiveData(_ piece: Span<UInt8>) throws(FrameError) {
    let start = message.count
    if let messageStart, messageStart.isCompressed {
      var compressed = piece.bytes()
      Masking.apply(maskingKey, to: &compressed, from: 0)
      try inflate(compressed)
    } else {
      message.append(contentsOf: piece)
      Masking.apply(maskingKey, to: &message, from: start)
      try validateText(from: start)
    }
  }

  /// Inflates the next piece of the message, or what is left behind the last one for nil.
  private mutating func inflate(_ piece: [UInt8]?) throws(FrameError) {
    guard let inflater else { preconditionFailure("compression was not negotiated") }
    let start = message.count
    do {
      if let piece {
        try inflater.inflate(piece.span, to: &message, byteCountMax: messageBytesMax)
      } else {
        try inflater.endMessage(&message, byteCountMax: messageBytesMax)
      }
    } catch {
      // What came out before is wrong first, however the bytes were cut.
      try validateText(from: start)
      throw error
    }
    try validateText(from: start)
  }

  /// Checks what was added to a text message; it fails at the first wrong octet.
  private mutating func validateText(from start: Int) throws(FrameError) {
    guard let messageStart, messageStart.opcode == .text else { return }
    // In a copy, because `receive` must not hold `self` while it reads `message`.
    var validator = self.validator
    guard validator.receive(message.span.extracting(start...)) else { throw .textNotUTF8 }
    self.validator = validator
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
    if start.isCompressed { try inflate(nil) }
    guard validator.isComplete else { throw .textNotUTF8 }
    let payload = message
    message = []
    messageStart = nil
    announcedByteCount = 0
    return start.opcode == .text ? .text(payload) : .binary(payload)
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
