public import HTTPTypes

/// A request that a handler answers, with its content still arriving.
public struct IncomingRequest: Sendable {
  /// Request line and field section.
  public let head: RequestHead
  /// Who sent it.
  public let peer: PeerInformation

  let exchange: LoopBound<Exchange>

  /// Collects the whole content.
  ///
  /// - Parameter mayKeep: asked before so many further bytes are kept.
  /// - Throws: ``ContentError/tooLarge(limit:)`` as soon as the content is known to be longer than
  ///   `byteCountMax`, by its announced length or by the size of a chunk, before that is read;
  ///   ``ContentError/refused`` when `mayKeep` said no.
  public func collectContent(
    upTo byteCountMax: Int,
    ifRoom mayKeep: (_ byteCount: Int) -> Bool = { _ in true }
  ) async throws(ContentError) -> [UInt8] {
    let reader = ContentReader(self, upTo: byteCountMax)
    var content: [UInt8] = []
    while let chunk = try await reader.next() {
      guard mayKeep(chunk.count) else { throw .refused }
      if content.isEmpty { content = chunk } else { content += chunk }
    }
    return content
  }

  /// The next piece of the content, or nil after the last one.
  ///
  /// Nothing is read from the peer while ``ConnectionLimits/readBacklogBytesMax`` bytes wait here.
  /// Only one task may ask at a time.
  public func nextContentChunk() async throws(ContentError) -> [UInt8]? {
    try await nextContentChunk(upTo: .max)
  }

  /// The same, unless more than `byteCountMax` bytes have come or are announced in all.
  func nextContentChunk(upTo byteCountMax: Int) async throws(ContentError) -> [UInt8]? {
    let outcome = await exchange.wait { exchange, resumption in
      exchange.nextChunk(upTo: byteCountMax, resumption)
    }
    return try outcome.get()
  }
}

/// Reads the content of a request piece by piece, for a handler that need not have it whole.
public struct ContentReader: Sendable {
  private let request: IncomingRequest
  private let byteCountMax: Int

  /// Reads nothing yet.
  public init(_ request: IncomingRequest, upTo byteCountMax: Int) {
    self.request = request
    self.byteCountMax = byteCountMax
  }

  /// The next piece, or nil after the last one.
  ///
  /// - Throws: ``ContentError/tooLarge(limit:)`` as soon as the content is known to be longer than
  ///   the bound, by its announced length or by the size of a chunk, before that is read.
  public func next() async throws(ContentError) -> [UInt8]? {
    try await request.nextContentChunk(upTo: byteCountMax)
  }
}

/// Why the content of a request cannot be read to its end.
public enum ContentError: Error, Equatable, Sendable {
  /// More than the handler wants: 413.
  case tooLarge(limit: Int)
  /// The handler has no room for it now: 503.
  case refused
  /// Chunks or trailers break a rule of RFC 9112 §7.1, or a bound: 400, 413 or 431.
  case malformed(ContentDecodingError)
  /// The peer sent nothing for ``ConnectionLimits/contentTimeout``: 408.
  case timedOut
  /// The peer left in the middle of it.
  case connectionGone
}

extension ContentError {
  /// The status code of the answer.
  public var status: HTTPResponse.Status {
    switch self {
    case .tooLarge: .contentTooLarge
    case .refused: .serviceUnavailable
    case .malformed(let error): error.status
    case .connectionGone: .badRequest
    case .timedOut: .requestTimeout
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .tooLarge(let limit): "The content is longer than \(limit) bytes."
    case .refused: "The server has no room for the content now."
    case .malformed(let error): error.detail
    case .timedOut: "The content did not arrive in time."
    case .connectionGone: "The content did not arrive whole."
    }
  }
}
