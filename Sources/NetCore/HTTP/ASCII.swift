/// The octets that HTTP's grammar names, and what they mean.
enum ASCII {
  static let horizontalTab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let percent: UInt8 = 0x25
  static let asterisk: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let period: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let questionMark: UInt8 = 0x3F
  static let backslash: UInt8 = 0x5C
  static let delete: UInt8 = 0x7F

  /// The value of a decimal digit.
  static func digitValue(_ byte: UInt8) -> UInt8? {
    byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : nil
  }

  /// The value of a hexadecimal digit of either case.
  static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Whether the octet is a letter of either case.
  static func isAlpha(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= 0x61 && lower <= 0x7A
  }

  /// The lower-case letter for `A`…`Z`; every other octet unchanged.
  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  /// Space or tab.
  static func isOptionalWhitespace(_ byte: UInt8) -> Bool {
    byte == space || byte == horizontalTab
  }
}

/// A set of ASCII octets as two words, so that asking costs a shift.
struct ByteSet: Sendable {
  private let low: UInt64
  private let high: UInt64

  /// The members below 64 and those from 64 on, a bit each.
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let word = byte < 64 ? low : high
    return byte < 128 && (word &>> UInt64(byte)) & 1 == 1
  }

  /// tchar (RFC 9110 §5.6.2).
  static let token = ByteSet(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
  /// bcharsnospace (RFC 2046 §5.1.1).
  static let boundary = ByteSet(low: 0xa7ff_fb80_0000_0000, high: 0x07ff_fffe_87ff_fffe)
  /// The octets of reg-name (RFC 3986 §3.2.2), `%` included.
  static let registeredName = ByteSet(low: 0x2bff_7ff2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
  /// The octets of an address whose kind is still to be defined (RFC 3986 §3.2.2).
  static let addressLiteral = ByteSet(low: 0x2fff_7fd2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
  /// Visible octets that a path may hold. Browsers send some of them that RFC 3986 does not
  /// list (`|`, `{`, `^`); those that end or confuse a target (`"#<>?\`) are out.
  static let path = ByteSet(low: 0x2fff_fff2_0000_0000, high: 0x7fff_ffff_efff_ffff)
  /// The same with `?`.
  static let query = ByteSet(low: 0xafff_fff2_0000_0000, high: 0x7fff_ffff_efff_ffff)
}
