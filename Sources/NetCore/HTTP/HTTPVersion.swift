/// The protocol version of a message (RFC 9110 §2.5).
public struct HTTPVersion: Sendable, Hashable, Comparable {
  /// The digit before the point.
  public let major: UInt8
  /// The digit behind the point.
  public let minor: UInt8

  /// HTTP/1.0, without Host, chunks or persistence by default.
  public static let http10 = HTTPVersion(major: 1, minor: 0)
  /// HTTP/1.1.
  public static let http11 = HTTPVersion(major: 1, minor: 1)

  /// `HTTP/1.1` as eight bytes in the order of memory.
  private static let http11Word = UInt64(littleEndian: 0x312E_312F_5054_5448)

  /// Bytes of `HTTP/1.1`.
  static let byteCount = 8

  /// A version with single digits.
  public init(major: UInt8, minor: UInt8) {
    self.major = major
    self.minor = minor
  }

  /// Reads `HTTP/` DIGIT `.` DIGIT (RFC 9112 §2.3); anything else is `nil`.
  init?(_ bytes: Span<UInt8>) {
    if bytes.count == Self.byteCount, bytes.word(at: 0) == Self.http11Word {
      self = .http11
      return
    }
    let name: StaticString = "HTTP/"
    guard bytes.count == Self.byteCount, bytes.hasPrefix(name), bytes[6] == ASCII.period,
      let major = ASCII.digitValue(bytes[5]), let minor = ASCII.digitValue(bytes[7])
    else { return nil }
    self.init(major: major, minor: minor)
  }

  /// By major version, then by minor version.
  public static func < (left: HTTPVersion, right: HTTPVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
