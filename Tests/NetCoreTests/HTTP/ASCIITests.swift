import Testing

@testable import NetCore

@Suite struct ASCIITests {
  private static func members(_ set: ByteSet) -> String {
    String(decoding: (UInt8.min...255).filter { set.contains($0) }, as: UTF8.self)
  }

  private static let alphanumeric =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

  private static func sorted(_ text: String) -> String {
    String(decoding: text.utf8.sorted(), as: UTF8.self)
  }

  @Test func `tokens have the octets of RFC 9110`() {
    #expect(Self.members(.token) == Self.sorted("!#$%&'*+-.^_`|~" + Self.alphanumeric))
  }

  @Test func `registered names have the octets of RFC 3986`() {
    #expect(
      Self.members(.registeredName) == Self.sorted("-._~!$&'()*+,;=%" + Self.alphanumeric)
    )
    #expect(
      Self.members(.addressLiteral) == Self.sorted("-._~!$&'()*+,;=:" + Self.alphanumeric)
    )
  }

  @Test func `paths and queries have every visible octet but those that confuse`() {
    let visible = String(decoding: (UInt8(0x21)...0x7E), as: UTF8.self)
    #expect(Self.members(.query) == visible.filter { !"\"#<>\\".contains($0) })
    #expect(Self.members(.path) == visible.filter { !"\"#<>\\?".contains($0) })
  }

  @Test func `reads hexadecimal digits`() {
    for byte in UInt8.min...255 {
      let digit = Character(UnicodeScalar(byte))
      let expected = digit.isASCII ? digit.hexDigitValue.map { UInt8($0) } : nil
      #expect(ASCII.hexadecimalValue(byte) == expected)
    }
  }

  @Test func `folds the case of letters only`() {
    for byte in UInt8.min...127 {
      let text = String(UnicodeScalar(byte)).lowercased()
      #expect(ASCII.lowercased(byte) == Array(text.utf8)[0])
    }
  }
}
