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
  private var connectionOptions: [String] = []
  private var upgradeProtocols: [String] = []

  /// Takes a field whose value begins at `offset` in the head.
  mutating func receive(_ field: HTTPField, valueAt offset: Int) throws(RequestHeadError) {
    // The length of the name decides nearly always, and costs nothing to compare.
    switch (field.name.canonicalName.utf8.count, field.name) {
    case (4, .hostField):
      guard hostOffset == nil else { throw .hostRepeated(at: offset) }
      guard Authority.isValid(field.value.utf8.span) else { throw .hostMalformed(at: offset) }
      hostOffset = offset
    case (14, .contentLength):
      guard contentLengthOffset == nil else { throw .contentLengthRepeated(at: offset) }
      contentLength = try Self.contentLength(field.value.utf8.span, at: offset)
      contentLengthOffset = offset
    case (17, .transferEncoding):
      try receiveTransferEncoding(field.value, at: offset)
    case (10, .connection):
      connectionOptions += FieldList.lowercasedElements(field.value)
    case (7, .upgrade):
      upgradeProtocols += FieldList.lowercasedElements(field.value)
    case (6, .expect):
      guard FieldList.lowercasedElements(field.value) == ["100-continue"] else {
        throw .expectationUnsupported(at: offset)
      }
      expectsContinue = true
    default:
      break
    }
  }

  /// The complete head, when the fields agree with each other and with the request line.
  func head(
    _ requestLine: RequestLine,
    fields: HTTPFields,
    endOffset: Int
  ) throws(RequestHeadError) -> RequestHead {
    let isCurrent = requestLine.version >= .http11
    guard hostOffset != nil || !isCurrent else { throw .hostMissing(at: endOffset) }
    let framing = try framing(isCurrent: isCurrent)
    let keepsAlive = isCurrent || connectionOptions.contains("keep-alive")
    let mayUpgrade = isCurrent && connectionOptions.contains("upgrade")
    return RequestHead(
      method: requestLine.method,
      target: requestLine.target,
      version: requestLine.version,
      fields: fields,
      framing: framing,
      isPersistent: keepsAlive && !connectionOptions.contains("close"),
      expectsContinue: expectsContinue && isCurrent && framing != .none,
      upgradeProtocols: mayUpgrade ? upgradeProtocols : []
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
    _ value: String,
    at offset: Int
  ) throws(RequestHeadError) {
    transferEncodingOffset = transferEncodingOffset ?? offset
    for coding in FieldList.lowercasedElements(value) {
      // Nothing may follow chunked, and chunked may not be applied twice (RFC 9112 §6.1).
      guard !isChunked else { throw .transferEncodingMalformed(at: offset) }
      guard coding == "chunked" else { throw .transferEncodingUnsupported(at: offset) }
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
