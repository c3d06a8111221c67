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
  ///   `byteCountMax`, before any of it is read when its length is announced;
  ///   ``ContentError/refused`` when `mayKeep` said no.
  public func collectContent(
    upTo byteCountMax: Int,
    ifRoom mayKeep: (_ byteCount: Int) -> Bool = { _ in true }
  ) async throws(ContentError) -> [UInt8] {
    var reader = ContentReader(self, upTo: byteCountMax)
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
    let outcome = await exchange.wait { exchange, resumption in
      exchange.nextChunk(resumption)
    }
    return try outcome.get()
  }
}

/// Reads the content of a request piece by piece, for a handler that need not have it whole.
public struct ContentReader: Sendable {
  private let request: IncomingRequest
  private let byteCountMax: Int
  private var byteCount = 0

  /// Reads nothing yet.
  public init(_ request: IncomingRequest, upTo byteCountMax: Int) {
    self.request = request
    self.byteCountMax = byteCountMax
  }

  /// The next piece, or nil after the last one.
  ///
  /// - Throws: ``ContentError/tooLarge(limit:)`` as soon as the content is known to be longer than
  ///   the bound, before any of it is read when its length is announced.
  public mutating func next() async throws(ContentError) -> [UInt8]? {
    if case .length(let announced) = request.head.framing, announced > byteCountMax {
      throw .tooLarge(limit: byteCountMax)
    }
    guard let chunk = try await request.nextContentChunk() else { return nil }
    guard chunk.count <= byteCountMax - byteCount else { throw .tooLarge(limit: byteCountMax) }
    byteCount += chunk.count
    return chunk
  }
}

/// Why the content of a request cannot be read to its end.
public enum ContentError: Error, Equatable, Sendable {
  /// More than the handler wants: 413.
  case tooLarge(limit: Int)
  /// The handler has no room for it now: 503.
  case refused
  /// Chunks or trailer break RFC 9112 §7.1: 400.
  case malformed
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
    case .malformed, .connectionGone: .badRequest
    case .timedOut: .requestTimeout
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .tooLarge(let limit): "The content is longer than \(limit) bytes."
    case .refused: "The server has no room for the content now."
    case .malformed: "The chunked content is malformed."
    case .timedOut: "The content did not arrive in time."
    case .connectionGone: "The content did not arrive whole."
    }
  }
}
