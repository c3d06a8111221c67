/// Close codes (RFC 6455 §7.4).
public enum CloseCode {
  /// The purpose is fulfilled.
  public static let normal: UInt16 = 1000
  /// The server shuts down, or the page is left.
  public static let goingAway: UInt16 = 1001
  /// The peer broke the protocol.
  public static let protocolError: UInt16 = 1002
  /// A message of a kind that is not taken.
  public static let unsupportedData: UInt16 = 1003
  /// Text that is not UTF-8, or data that cannot be inflated.
  public static let invalidPayload: UInt16 = 1007
  /// The server has no room for more at the moment.
  public static let tryAgainLater: UInt16 = 1013
  /// A message over the limit.
  public static let messageTooBig: UInt16 = 1009

  /// Whether an endpoint may send the code: the registered ones that are not reserved for local
  /// use, and 3000–4999.
  public static func maySend(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
