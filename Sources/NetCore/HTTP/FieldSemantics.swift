import HTTPTypes

/// The fields that say how a request is framed and what becomes of its connection, gathered line
/// by line and judged together at the end of the head (RFC 9112 §3.2, §6, §9; RFC 9110 §7, §10.1).
struct FieldSemantics: Sendable {
  private var hostOffset: Int?
  private var contentLength: Int?
  private var contentLengthOffset: Int?
  private var transferEncodingOffset: Int?
  private var isChunked = false
  private var expectsContinue = false
  private var connectionOptions: ConnectionOptions = []
  private var upgrade = Upgrade.none

  /// What the Connection field may name that means something here (RFC 9110 §7.6.1).
  private struct ConnectionOptions: OptionSet {
    let rawValue: UInt8
    static let close = ConnectionOptions(rawValue: 1)
    static let keepAlive = ConnectionOptions(rawValue: 2)
    static let upgrade = ConnectionOptions(rawValue: 4)
  }

  /// Takes a field whose value begins at `offset` in the head.
  mutating func receive(
    name: Span<UInt8>,
    value: Span<UInt8>,
    valueAt offset: Int
  ) throws(RequestHeadError) {
    // The length of the name decides nearly always, and costs nothing to compare.
    switch name.count {
    case 4 where name.equals("host"):
      guard hostOffset == nil else { throw .hostRepeated(at: offset) }
      guard Authority.isValid(value) else { throw .hostMalformed(at: offset) }
      hostOffset = offset
    case 14 where name.equals("content-length"):
      guard contentLengthOffset == nil else { throw .contentLengthRepeated(at: offset) }
      contentLength = try Self.contentLength(value, at: offset)
      contentLengthOffset = offset
    case 17 where name.equals("transfer-encoding"):
      try receiveTransferEncoding(value, at: offset)
    case 10 where name.equals("connection"):
      receiveConnection(value)
    case 7 where name.equals("upgrade"):
      upgrade = upgrade == .none && value.equals("websocket") ? .webSocket : .other
    case 6 where name.equals("expect"):
      try receiveExpect(value, at: offset)
    default:
      break
    }
  }

  /// What the Upgrade field names.
  private enum Upgrade {
    case none
    case webSocket
    case other

    /// The protocols, lower-cased.
    func protocols(in section: FieldSection) -> [String] {
      switch self {
      case .none: []
      case .webSocket: Self.webSocketOnly
      case .other: section.value(of: .upgrade).map { FieldList.lowercasedElements($0) } ?? []
      }
    }

    private static let webSocketOnly = ["websocket"]
  }

  private mutating func receiveConnection(_ value: Span<UInt8>) {
    FieldList.forEachElement(in: value) { option in
      switch option.count {
      case 5 where option.equals("close"): connectionOptions.insert(.close)
      case 10 where option.equals("keep-alive"): connectionOptions.insert(.keepAlive)
      case 7 where option.equals("upgrade"): connectionOptions.insert(.upgrade)
      default: break
      }
    }
  }

  private mutating func receiveExpect(
    _ value: Span<UInt8>,
    at offset: Int
  ) throws(RequestHeadError) {
    try FieldList.forEachElement(in: value) { (expectation) throws(RequestHeadError) in
      guard expectation.equals("100-continue") else { throw .expectationUnsupported(at: offset) }
      expectsContinue = true
    }
  }

  /// The complete head, when the fields agree with each other and with the request line.
  func head(
    method: HTTPRequest.Method,
    target: RequestTarget,
    version: HTTPVersion,
    section: FieldSection,
    endOffset: Int
  ) throws(RequestHeadError) -> RequestHead {
    let isCurrent = version >= .http11
    guard hostOffset != nil || !isCurrent else { throw .hostMissing(at: endOffset) }
    let framing = try framing(isCurrent: isCurrent)
    let keepsAlive = isCurrent || connectionOptions.contains(.keepAlive)
    let mayUpgrade = isCurrent && connectionOptions.contains(.upgrade)
    return RequestHead(
      method: method,
      target: target,
      version: version,
      section: section,
      framing: framing,
      isPersistent: keepsAlive && !connectionOptions.contains(.close),
      expectsContinue: expectsContinue && isCurrent && framing != .none,
      upgradeProtocols: mayUpgrade ? upgrade.protocols(in: section) : []
    )
  }

  private func framing(isCurrent: Bool) throws(RequestHeadError) -> ContentFraming {
    if let transferEncodingOffset {
      guard isCurrent else { throw .transferEncodingInOldVersion(at: transferEncodingOffset) }
      if let contentLengthOffset {
        throw .contentLengthWithTransferEncoding(
          at: max(contentLengthOffset, transferEncodingOffset)
        )
      }
      guard isChunked else { throw .transferEncodingMalformed(at: transferEncodingOffset) }
      return .chunked
    }
    guard let contentLength, contentLength > 0 else { return .none }
    return .length(contentLength)
  }

  private mutating func receiveTransferEncoding(
    _ value: Span<UInt8>,
    at offset: Int
  ) throws(RequestHeadError) {
    transferEncodingOffset = transferEncodingOffset ?? offset
    try FieldList.forEachElement(in: value) { (coding) throws(RequestHeadError) in
      // Nothing may follow chunked, and chunked may not be applied twice (RFC 9112 §6.1).
      guard !isChunked else { throw .transferEncodingMalformed(at: offset) }
      guard coding.equals("chunked") else { throw .transferEncodingUnsupported(at: offset) }
      isChunked = true
    }
  }

  private static func contentLength(
    _ digits: Span<UInt8>,
    at offset: Int
  ) throws(RequestHeadError) -> Int {
    guard digits.count > 0 else { throw .contentLengthMalformed(at: offset) }
    var length = 0
    var isTooLarge = false
    for index in 0..<digits.count {
      guard let digit = ASCII.digitValue(digits[index]) else {
        throw .contentLengthMalformed(at: offset + index)
      }
      let (product, didOverflow) = length.multipliedReportingOverflow(by: 10)
      let (sum, didCarry) = product.addingReportingOverflow(Int(digit))
      isTooLarge = isTooLarge || didOverflow || didCarry
      length = sum
    }
    guard !isTooLarge else { throw .contentLengthTooLarge(at: offset) }
    return length
  }
}
