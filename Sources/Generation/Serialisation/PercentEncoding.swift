/// Percent-encoding of RFC 3986 §2 for text that goes into a URL.
enum PercentEncoding {
  /// Encodes everything but unreserved characters.
  static func encode(_ text: String) -> String {
    encode(text) { isUnreserved($0) }
  }

  /// Encodes for a query whose parameter has `allowReserved`.
  ///
  /// Reserved characters stay, except those that would end the query or split it into other
  /// parameters, those that a query must not have, and `delimiter` of the parameter's style.
  static func encodeReserved(_ text: String, delimiter: Character? = nil) -> String {
    let kept = Set("!$'()*,:;/?@".utf8).subtracting((delimiter.map(String.init) ?? "").utf8)
    return encode(text) { isUnreserved($0) || kept.contains($0) }
  }

  private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default:
      false
    }
  }
}
