/// A request that a handler answers, with its content still arriving.
package struct IncomingRequest: Sendable {
  /// Request line and field section.
  package let head: RequestHead
  /// Who sent it.
  package let peer: PeerInformation

  let connection: LoopBound<HTTPConnection>

  /// Collects the whole content.
  ///
  /// - Throws: ``ContentError/tooLarge(limit:)`` as soon as the content is known to be longer than
  ///   `byteCountMax`, before any of it is read when its length is announced.
  package func collectContent(upTo byteCountMax: Int) async throws(ContentError) -> [UInt8] {
    preconditionFailure("unfinished")
  }

  /// The next piece of the content, or nil after the last one.
  ///
  /// Nothing is read from the peer while ``ConnectionLimits/readBacklogBytesMax`` bytes wait here.
  /// Only one task may ask at a time.
  package func nextContentChunk() async throws(ContentError) -> [UInt8]? {
    preconditionFailure("unfinished")
  }
}

/// Why the content of a request cannot be read to its end.
package enum ContentError: Error, Equatable, Sendable {
  /// More than the handler wants: 413.
  case tooLarge(limit: Int)
  /// Chunks or trailer break RFC 9112 §7.1: 400.
  case malformed
  /// The peer sent nothing for ``ConnectionLimits/contentTimeout``: 408.
  case timedOut
  /// The peer left in the middle of it.
  case connectionGone
}
