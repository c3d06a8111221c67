/// Applies permessage-deflate to the messages of a server (RFC 7692 §7.2.1).
///
/// With `serverNoContextTakeover` one deflater serves any number of connections, and what it
/// makes of a message may go to all of them; otherwise it belongs to one connection. Memory is
/// taken with the first message.
public final class MessageDeflater {
  /// Longer messages go out as they are, which any message may: a loop that deflates a mebibyte
  /// lets everybody else wait for ten milliseconds.
  static let messageBytesMax = 160 * 1024

  private let keepsContext: Bool
  private let windowBits: Int
  private var stream: CompressionStream?

  /// A deflater for what was agreed on.
  public init(_ parameters: DeflateParameters) {
    keepsContext = !parameters.serverNoContextTakeover
    windowBits = parameters.serverWindowBits
  }

  /// The payload that stands for `message`; it goes out with RSV1 set.
  ///
  /// With context takeover it must go out, since later messages refer to it.
  public func deflate(_ message: [UInt8]) -> [UInt8] {
    // A stream that was flushed says nothing more about nothing (RFC 7692 §7.2.3.6).
    guard !message.isEmpty else { return [0x00] }
    let stream = stream ?? CompressionStream(.deflate(windowBits: windowBits))
    self.stream = stream
    var payload: [UInt8] = []
    do {
      try stream.process(message.span, to: &payload, byteCountMax: .max - 1)
    } catch {
      preconditionFailure("zlib cannot compress: \(error)")
    }
    if !keepsContext { stream.reset() }
    // A sync flush ends with an empty block, whose last four bytes are left out.
    precondition(payload.suffix(4) == [0x00, 0x00, 0xFF, 0xFF])
    payload.removeLast(4)
    return payload
  }
}
