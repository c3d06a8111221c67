/// Close codes (RFC 6455 §7.4).
package enum CloseCode {
  package static let normal: UInt16 = 1000
  package static let goingAway: UInt16 = 1001
  package static let protocolError: UInt16 = 1002
  package static let invalidPayload: UInt16 = 1007
  package static let policyViolation: UInt16 = 1008
  package static let messageTooBig: UInt16 = 1009
  package static let internalError: UInt16 = 1011

  /// Whether an endpoint may send the code: the registered ones that are not reserved for local
  /// use, and 3000–4999.
  package static func maySend(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
