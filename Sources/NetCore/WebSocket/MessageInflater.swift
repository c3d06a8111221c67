/// Undoes permessage-deflate for the messages of one client, piece by piece as they arrive
/// (RFC 7692 §7.2.2).
///
/// It belongs to one assembler. Between messages it has a zlib stream only when the client keeps
/// its context, and from the first compressed message on. The stream has the whole window also for
/// a client that promised to use less: whether zlib notices that a promise was broken depends on
/// how the bytes were cut.
public final class MessageInflater {
  private let keepsContext: Bool
  private let pool: CompressionPool
  private var stream: CompressionStream?

  /// An inflater for what was agreed on.
  public convenience init(_ parameters: DeflateParameters) {
    self.init(parameters, pool: CompressionPool(contextBytesMax: 0))
  }

  /// An inflater that shares streams with others of the same loop.
  init(_ parameters: DeflateParameters, pool: CompressionPool) {
    keepsContext = !parameters.clientNoContextTakeover
    self.pool = pool
  }

  /// Appends what the next piece of a message's payload stands for.
  ///
  /// - Throws: ``FrameError/messageTooLong`` as soon as `message` would become longer than
  ///   `byteCountMax`; ``FrameError/compressedDataMalformed``. The inflater is used up then.
  func inflate(
    _ piece: Span<UInt8>,
    to message: inout [UInt8],
    byteCountMax: Int
  ) throws(FrameError) {
    let stream = stream ?? pool.takeInflater()
    self.stream = stream
    do {
      try stream.process(piece, to: &message, byteCountMax: byteCountMax)
    } catch {
      self.stream = nil
      switch error {
      case .tooLong: throw .messageTooLong
      case .malformed: throw .compressedDataMalformed
      }
    }
  }

  /// Appends what is left after the last piece.
  ///
  /// - Throws: also when the message ends in the middle of a block.
  func endMessage(_ message: inout [UInt8], byteCountMax: Int) throws(FrameError) {
    // Nothing is left of a message without payload, or behind a final block; some peers send such.
    if let stream, !stream.isBetweenBlocks {
      let end: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
      try inflate(end.span, to: &message, byteCountMax: byteCountMax)
      guard stream.isBetweenBlocks else { throw .compressedDataMalformed }
    }
    if !keepsContext, let stream = stream.take() { pool.give(stream) }
  }
}
