/// Base64 with the standard alphabet and padding (RFC 4648 §4).
enum Base64 {
  private static let digits: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  /// Whether the octet stands for six bits.
  static func isDigit(_ byte: UInt8) -> Bool {
    ASCII.isAlpha(byte) || ASCII.digitValue(byte) != nil || byte == ASCII.plus
      || byte == ASCII.slash
  }

  /// Appends the text for `bytes`, padded to a multiple of four.
  static func append(_ bytes: Span<UInt8>, to buffer: ByteBuffer) {
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var bits: UInt32 = 0
      for index in 0..<3 {
        bits = bits << 8 | (index < count ? UInt32(bytes[start + index]) : 0)
      }
      for index in 0..<4 {
        buffer.append(index <= count ? digit(bits >> UInt32(18 - 6 * index)) : ASCII.equals)
      }
    }
  }

  /// The digit for the lowest six bits.
  private static func digit(_ bits: UInt32) -> UInt8 {
    // Sound: there are 64 digits, as many as six bits can tell apart.
    unsafe digits.utf8Start[Int(bits & 0x3F)]
  }
}
