/// The zlib streams that the connections of one loop share, and the memory of those that they do
/// not share.
///
/// It belongs to its loop. A connection without context takeover has a stream only while it is in
/// the middle of a message.
final class CompressionPool {
  private let contextBytesMax: Int
  private var contextByteCount = 0
  private var inflater: CompressionStream?
  private var deflaters: [MessageDeflater?] = Array(repeating: nil, count: 16)

  /// - Parameter contextBytesMax: bound on what ``reserve(_:)`` gives away.
  init(contextBytesMax: Int) {
    self.contextBytesMax = contextBytesMax
  }

  // MARK: - Without context takeover

  /// A stream that knows nothing, to be given back at the end of the message.
  func takeInflater() -> CompressionStream {
    inflater.take() ?? CompressionStream(.inflate)
  }

  /// Takes a stream back. One is kept.
  func give(_ stream: CompressionStream) {
    stream.reset()
    inflater = stream
  }

  /// What deflates for a connection: its own deflater, or the one that all share.
  func deflater(for parameters: DeflateParameters) -> MessageDeflater {
    guard parameters.serverNoContextTakeover else { return MessageDeflater(parameters) }
    let bits = parameters.serverWindowBits
    if let deflater = deflaters[bits] { return deflater }
    let deflater = MessageDeflater(parameters)
    deflaters[bits] = deflater
    return deflater
  }

  // MARK: - With context takeover

  /// What a connection with a message handler may be offered: context as long as there is room.
  func wishes(within limits: WebSocketLimits) -> DeflateParameters {
    var wishes = DeflateParameters(serverNoContextTakeover: !limits.keepsServerContext)
    if !hasRoom(for: wishes.contextByteCount) { wishes.serverNoContextTakeover = true }
    if !hasRoom(for: wishes.contextByteCount) { wishes.clientNoContextTakeover = true }
    return wishes
  }

  private func hasRoom(for byteCount: Int) -> Bool {
    byteCount <= contextBytesMax - contextByteCount
  }

  /// Counts what a connection may keep between messages.
  func reserve(_ byteCount: Int) {
    contextByteCount += byteCount
  }

  /// Counts it no more.
  func release(_ byteCount: Int) {
    contextByteCount -= byteCount
    precondition(contextByteCount >= 0)
  }
}
