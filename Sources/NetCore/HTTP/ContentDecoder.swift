package import HTTPTypes

/// Finds the content of one request in the connection's bytes (RFC 9112 §6, §7), without copying it.
///
/// Feed it the bytes after the head, from an offset that it moves. Content comes out as ranges of
/// the span given in that call. After `.ended` the decoder is used up, and so is it after an error.
package struct ContentDecoder: Sendable {
  package enum Event: Sendable {
    /// So much of the span is content.
    case content(Range<Int>)
    /// The content is complete; trailers come with chunked framing only.
    case ended(trailers: HTTPFields)
  }

  private enum Phase: Sendable {
    case content(left: Int), chunkLine, chunk(left: Int), chunkEnd, trailers, ended
  }

  private let limits: HTTPLimits
  private var phase: Phase

  package init(framing: ContentFraming, limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
    switch framing {
    case .none: phase = .content(left: 0)
    case .length(let count): phase = .content(left: count)
    case .chunked: phase = .chunkLine
    }
  }

  /// Takes bytes from `offset` on, moves it past what was taken, and tells the next event.
  ///
  /// - Returns: `nil` when everything was taken and more bytes are needed.
  package mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(ContentDecodingError) -> Event? {
    preconditionFailure("unfinished")
  }
}

/// The rule that chunked content broke. The answer is 400, and the connection closes.
package enum ContentDecodingError: Error, Sendable, Equatable {
  case chunkSizeMalformed
  /// The size does not fit into 63 bits.
  case chunkSizeTooLarge
  case chunkLineTooLong
  case chunkExtensionsTooLong
  case chunkEndMalformed
  case trailerMalformed
  case trailersTooLarge

  package var status: HTTPResponse.Status {
    switch self {
    case .chunkSizeMalformed, .chunkLineTooLong, .chunkExtensionsTooLong, .chunkEndMalformed,
      .trailerMalformed:
      .badRequest
    case .chunkSizeTooLarge: .contentTooLarge
    case .trailersTooLarge: .requestHeaderFieldsTooLarge
    }
  }
}
