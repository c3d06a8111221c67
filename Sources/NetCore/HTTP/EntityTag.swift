/// An opaque validator of a representation (RFC 9110 §8.8.3).
public struct EntityTag: Sendable, Hashable, CustomStringConvertible {
  /// Whether equal tags promise only equivalent content, not equal bytes.
  public let isWeak: Bool
  /// The text between the quotes.
  public let opaque: String

  /// - Parameter opaque: visible ASCII without quotes.
  public init(opaque: String, isWeak: Bool = false) {
    precondition(opaque.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != ASCII.quote })
    self.opaque = opaque
    self.isWeak = isWeak
  }

  /// Reads one tag; `nil` when it is malformed.
  public init?(_ text: String) {
    guard let tags = Self.list(text), tags.count == 1, let tag = tags.first else { return nil }
    self = tag
  }

  private init(unchecked opaque: String, isWeak: Bool) {
    self.opaque = opaque
    self.isWeak = isWeak
  }

  /// The tag as a field value.
  public var description: String { "\(isWeak ? "W/" : "")\"\(opaque)\"" }

  /// Strong comparison: the same, and neither is weak.
  public func isStronglyEqual(to other: EntityTag) -> Bool {
    !isWeak && !other.isWeak && isWeaklyEqual(to: other)
  }

  /// Weak comparison: the same text, byte by byte; as a String, a Kelvin sign is a K.
  public func isWeaklyEqual(to other: EntityTag) -> Bool {
    opaque.utf8.span.equals(other.opaque.utf8.span)
  }

  /// Reads a comma-separated list; `nil` when any of it is malformed. A backslash is an ordinary
  /// octet here, unlike in a quoted string.
  static func list(_ text: String) -> [EntityTag]? {
    let bytes = Array(text.utf8)
    var tags: [EntityTag] = []
    var index = 0
    var mayBegin = true
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.space, ASCII.horizontalTab:
        index += 1
      case ASCII.comma:
        mayBegin = true
        index += 1
      default:
        let isWeak = bytes[index...].starts(with: [0x57, ASCII.slash])
        let open = isWeak ? index + 2 : index
        guard mayBegin, open < bytes.count, bytes[open] == ASCII.quote,
          let close = bytes[(open + 1)...].firstIndex(of: ASCII.quote),
          bytes[(open + 1)..<close].allSatisfy({ $0 > 0x20 && $0 != ASCII.delete })
        else { return nil }
        let opaque = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
        tags.append(EntityTag(unchecked: opaque, isWeak: isWeak))
        mayBegin = false
        index = close + 1
      }
    }
    return tags
  }
}
