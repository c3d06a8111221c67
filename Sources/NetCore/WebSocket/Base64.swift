/// Base64 with the standard alphabet and padding (RFC 4648 §4).
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  /// Whether the octet stands for six bits.
  static func isDigit(_ byte: UInt8) -> Bool {
    ASCII.isAlpha(byte) || ASCII.digitValue(byte) != nil || byte == ASCII.plus
      || byte == ASCII.slash
  }

  /// The text for `bytes`, padded to a multiple of four.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for index in 0..<3 {
        bits = bits << 8 | UInt32(index < group.count ? group[start + index] : 0)
      }
      for index in 0..<4 {
        let digit = Int(bits >> UInt32(18 - 6 * index) & 0x3F)
        text.append(index <= group.count ? digits[digit] : ASCII.equals)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
