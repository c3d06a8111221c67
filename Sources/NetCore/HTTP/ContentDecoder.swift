public import HTTPTypes

/// Finds the content of one request in the connection's bytes (RFC 9112 §6, §7) without a copy.
///
/// Feed it the bytes after the head, from an offset that it moves. Content comes out as ranges of
/// the span given in that call. After `.ended` or an error the decoder is used up.
public struct ContentDecoder: Sendable {
  /// What the next bytes are.
  public enum Event: Sendable, Equatable {
    /// So much of the span is content; never empty.
    case content(Range<Int>)
    /// The content is complete; trailers come with chunked framing only.
    case ended(trailers: HTTPFields)
  }

  /// Where the next byte belongs.
  private enum Phase: Sendable {
    case content(left: Int)
    case chunkSize(value: Int, digitCount: Int)
    case chunkExtension(isNamed: Bool)
    case chunkExtensionQuoted(isEscaped: Bool)
    case chunkLineFeed
    case chunk(left: Int)
    case chunkEnd
    case chunkEndLineFeed
    case trailers
    case ended
  }

  private let limits: HTTPLimits
  private var phase: Phase
  private var chunkSize = 0
  /// Bytes of content that have come or are announced by a length or by a chunk's size.
  private(set) var announcedByteCount = 0
  private var chunkLineByteCount = 0
  private var extensionByteCount = 0
  private var trailers: TrailerReader?

  /// A decoder for the content that follows a head with that framing.
  public init(framing: ContentFraming, limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
    switch framing {
    case .none: phase = .content(left: 0)
    case .length(let count):
      phase = .content(left: count)
      announcedByteCount = count
    case .chunked: phase = .chunkSize(value: 0, digitCount: 0)
    }
  }

  /// Takes bytes from `offset` on, moves it past what was taken, and tells the next event.
  ///
  /// - Returns: `nil` when everything was taken and more bytes are needed.
  public mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(ContentDecodingError) -> Event? {
    while true {
      switch phase {
      case .content(let left):
        guard left > 0 else { return end(trailers: [:]) }
        guard let range = Self.take(left, of: bytes, from: &offset) else { return nil }
        phase = .content(left: left - range.count)
        return .content(range)
      case .chunk(let left):
        guard let range = Self.take(left, of: bytes, from: &offset) else { return nil }
        phase = left == range.count ? .chunkEnd : .chunk(left: left - range.count)
        return .content(range)
      case .trailers:
        var reader = trailers ?? TrailerReader(limits: limits)
        let fields = try reader.receive(bytes, from: &offset)
        trailers = reader
        guard let fields else { return nil }
        return end(trailers: fields)
      case .ended:
        preconditionFailure("content has ended")
      case .chunkSize, .chunkExtension, .chunkExtensionQuoted, .chunkLineFeed, .chunkEnd,
        .chunkEndLineFeed:
        guard offset < bytes.count else { return nil }
        try receiveDelimiter(bytes[offset])
        offset += 1
      }
    }
  }

  private mutating func end(trailers: HTTPFields) -> Event {
    phase = .ended
    return .ended(trailers: trailers)
  }

  /// What is there of the next `left` bytes; `nil` when nothing is.
  private static func take(
    _ left: Int,
    of bytes: Span<UInt8>,
    from offset: inout Int
  ) -> Range<Int>? {
    let end = offset + min(left, bytes.count - offset)
    guard end > offset else { return nil }
    defer { offset = end }
    return offset..<end
  }

  /// Takes one byte between the chunks (RFC 9112 §7.1).
  private mutating func receiveDelimiter(_ byte: UInt8) throws(ContentDecodingError) {
    switch phase {
    case .chunkSize(let value, let digitCount):
      try countLineByte()
      phase = try Self.afterChunkSize(byte, value: value, digitCount: digitCount)
      chunkSize = value
    case .chunkExtension(let isNamed):
      try countExtensionByte()
      phase = try Self.afterChunkExtension(byte, isNamed: isNamed)
    case .chunkExtensionQuoted(let isEscaped):
      try countExtensionByte()
      phase = try Self.afterQuoted(byte, isEscaped: isEscaped)
    case .chunkLineFeed:
      guard byte == ASCII.lineFeed else { throw .chunkLineMalformed }
      chunkLineByteCount = 0
      let (sum, hasOverflowed) = announcedByteCount.addingReportingOverflow(chunkSize)
      guard !hasOverflowed else { throw .chunkSizeTooLarge }
      announcedByteCount = sum
      phase = chunkSize == 0 ? .trailers : .chunk(left: chunkSize)
    case .chunkEnd:
      guard byte == ASCII.carriageReturn else { throw .chunkEndMalformed }
      phase = .chunkEndLineFeed
    case .chunkEndLineFeed:
      guard byte == ASCII.lineFeed else { throw .chunkEndMalformed }
      phase = .chunkSize(value: 0, digitCount: 0)
    case .content, .chunk, .trailers, .ended:
      preconditionFailure("no delimiter here")
    }
  }

  private mutating func countLineByte() throws(ContentDecodingError) {
    chunkLineByteCount += 1
    guard chunkLineByteCount < limits.chunkLineBytesMax else { throw .chunkLineTooLong }
  }

  private static func afterChunkSize(
    _ byte: UInt8,
    value: Int,
    digitCount: Int
  ) throws(ContentDecodingError) -> Phase {
    if let digit = ASCII.hexadecimalValue(byte) {
      guard value <= Int.max >> 4 else { throw .chunkSizeTooLarge }
      return .chunkSize(value: value << 4 | Int(digit), digitCount: digitCount + 1)
    }
    guard digitCount > 0 else { throw .chunkLineMalformed }
    switch byte {
    case ASCII.carriageReturn: return .chunkLineFeed
    case ASCII.semicolon: return .chunkExtension(isNamed: true)
    case ASCII.space, ASCII.horizontalTab: return .chunkExtension(isNamed: false)
    default: throw .chunkLineMalformed
    }
  }

  private mutating func countExtensionByte() throws(ContentDecodingError) {
    try countLineByte()
    extensionByteCount += 1
    guard extensionByteCount <= limits.chunkExtensionBytesMax else { throw .chunkExtensionsTooLong }
  }

  /// Extensions are skipped (RFC 9112 §7.1.1), but they end only at CRLF and hold no control.
  ///
  /// - Parameter isNamed: whether the semicolon has come, before which there is only whitespace.
  private static func afterChunkExtension(
    _ byte: UInt8,
    isNamed: Bool
  ) throws(ContentDecodingError) -> Phase {
    switch byte {
    case ASCII.space, ASCII.horizontalTab: return .chunkExtension(isNamed: isNamed)
    case ASCII.semicolon: return .chunkExtension(isNamed: true)
    case ASCII.carriageReturn where isNamed: return .chunkLineFeed
    case ASCII.quote where isNamed: return .chunkExtensionQuoted(isEscaped: false)
    case 0..<ASCII.space, ASCII.delete: throw .chunkLineMalformed
    default:
      guard isNamed else { throw .chunkLineMalformed }
      return .chunkExtension(isNamed: true)
    }
  }

  /// A quoted value ends at its quote and nowhere else; some parsers see a line end in it.
  private static func afterQuoted(
    _ byte: UInt8,
    isEscaped: Bool
  ) throws(ContentDecodingError) -> Phase {
    switch byte {
    case 0..<ASCII.horizontalTab, ASCII.lineFeed..<ASCII.space, ASCII.delete:
      throw .chunkLineMalformed
    case ASCII.quote where !isEscaped: return .chunkExtension(isNamed: true)
    case ASCII.backslash where !isEscaped: return .chunkExtensionQuoted(isEscaped: true)
    default: return .chunkExtensionQuoted(isEscaped: false)
    }
  }
}

/// The rule that chunked content broke. The connection closes after the answer.
public enum ContentDecodingError: Error, Sendable, Equatable {
  /// No hexadecimal size, something wrong behind it, or a line end that is not CRLF.
  case chunkLineMalformed
  /// The size does not fit into 63 bits.
  case chunkSizeTooLarge
  /// A chunk-size line is longer than the limit.
  case chunkLineTooLong
  /// All extensions together are longer than the limit.
  case chunkExtensionsTooLong
  /// A chunk is not followed by CRLF.
  case chunkEndMalformed
  /// A trailer line breaks the rules of field lines.
  case trailerMalformed
  /// The trailer section is longer, or has more lines, than the limits.
  case trailersTooLarge

  /// The status code of the answer.
  public var status: HTTPResponse.Status {
    switch self {
    case .chunkLineMalformed, .chunkLineTooLong, .chunkExtensionsTooLong, .chunkEndMalformed,
      .trailerMalformed:
      .badRequest
    case .chunkSizeTooLarge: .contentTooLarge
    case .trailersTooLarge: .requestHeaderFieldsTooLarge
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .chunkLineMalformed: "The line of a chunk's size is malformed."
    case .chunkSizeTooLarge: "The size of a chunk is too large."
    case .chunkLineTooLong: "The line of a chunk's size is too long."
    case .chunkExtensionsTooLong: "The chunk extensions are too long."
    case .chunkEndMalformed: "A chunk does not end where its size says."
    case .trailerMalformed: "A trailer field is malformed."
    case .trailersTooLarge: "The trailer section is too long."
    }
  }
}
