/// Undoes permessage-deflate for the messages of one client (RFC 7692 §7.2.2).
///
/// It belongs to one assembler. Memory is taken with the first compressed message.
public final class MessageInflater {
  private let keepsContext: Bool
  private let windowBits: Int
  private var stream: CompressionStream?

  /// An inflater for what was agreed on.
  public init(_ parameters: DeflateParameters) {
    keepsContext = !parameters.clientNoContextTakeover
    windowBits = parameters.clientWindowBits
  }

  /// The message that `payload` stands for.
  ///
  /// - Throws: ``FrameError/messageTooLong`` as soon as more than `byteCountMax` bytes come out;
  ///   ``FrameError/compressedDataMalformed``. The inflater is used up then.
  func inflate(_ payload: [UInt8], byteCountMax: Int) throws(FrameError) -> [UInt8] {
    let stream = stream ?? CompressionStream(.inflate, windowBits: windowBits)
    self.stream = keepsContext ? stream : nil
    do {
      return try stream.process(payload + [0x00, 0x00, 0xFF, 0xFF], byteCountMax: byteCountMax)
    } catch {
      switch error {
      case .tooLong: throw .messageTooLong
      case .malformed: throw .compressedDataMalformed
      }
    }
  }
}
