/// Where a handler writes response content whose length is not known beforehand.
///
/// Writing waits while more than ``ConnectionLimits/writeBacklogBytesMax`` has not left yet, so
/// that a slow peer slows its producer down and the server's memory stays where it is.
public struct ResponseStream: Sendable {
  let exchange: LoopBound<Exchange>

  /// Sends bytes as soon as the running turn ends; nothing for an empty array.
  ///
  /// - Throws: ``ConnectionGone`` when the peer has left or the connection timed out.
  public func write(_ bytes: [UInt8]) async throws(ConnectionGone) {
    guard !bytes.isEmpty else { return }
    let mayGoOn = await exchange.wait { exchange, resumption in
      exchange.write(bytes, resumption)
    }
    guard mayGoOn else { throw ConnectionGone() }
  }

  /// Sends the bytes of a text as ``write(_:)-([UInt8])`` does.
  public func write(_ text: String) async throws(ConnectionGone) {
    try await write(Array(text.utf8))
  }
}

/// The peer has left or the server has given it up; nothing that is written arrives any more.
public struct ConnectionGone: Error, Equatable {}
