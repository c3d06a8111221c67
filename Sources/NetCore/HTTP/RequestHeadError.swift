public import HTTPTypes

/// The rule that a request head broke, and the offset in the head where it did.
public enum RequestHeadError: Error, Sendable, Equatable {
  /// The line has not the shape `method SP target SP version`, or the method is no token.
  case requestLineMalformed(at: Int)
  /// The method is longer than the limit.
  case methodTooLong(at: Int)
  /// The target, or the whole request line, is longer than the limit.
  case targetTooLong(at: Int)
  /// The target has none of the forms allowed for the method, or a forbidden octet.
  case targetMalformed(at: Int)
  /// The version is not `HTTP/` and two digits.
  case versionMalformed(at: Int)
  /// A well-formed version that is not HTTP/1.x.
  case versionUnsupported(at: Int)
  /// The head is longer than the limit.
  case headTooLarge(at: Int)
  /// There are more field lines than the limit allows.
  case fieldLinesTooMany(at: Int)
  /// A line ends with LF alone.
  case lineFeedBare(at: Int)
  /// CR not followed by LF (RFC 9112 §2.2).
  case carriageReturnBare(at: Int)
  /// The field name is empty, not a token, or the colon is missing.
  case fieldNameMalformed(at: Int)
  /// Whitespace between field name and colon (RFC 9112 §5.1).
  case spaceBeforeColon(at: Int)
  /// A line that begins with whitespace (RFC 9112 §5.2).
  case lineFolded(at: Int)
  /// NUL or another control character in a field value.
  case fieldValueMalformed(at: Int)
  /// HTTP/1.1 without Host (RFC 9112 §3.2).
  case hostMissing(at: Int)
  /// A second Host line.
  case hostRepeated(at: Int)
  /// Host is not `host[:port]`.
  case hostMalformed(at: Int)
  /// Content-Length is not one number.
  case contentLengthMalformed(at: Int)
  /// The number does not fit into 63 bits.
  case contentLengthTooLarge(at: Int)
  /// A second Content-Length line, equal or not.
  case contentLengthRepeated(at: Int)
  /// Content-Length beside Transfer-Encoding (RFC 9112 §6.3).
  case contentLengthWithTransferEncoding(at: Int)
  /// Transfer-Encoding in an HTTP/1.0 message (RFC 9112 §6.1).
  case transferEncodingInOldVersion(at: Int)
  /// Chunked is not the last coding, or stands there twice.
  case transferEncodingMalformed(at: Int)
  /// A coding other than chunked.
  case transferEncodingUnsupported(at: Int)
  /// An expectation other than `100-continue`.
  case expectationUnsupported(at: Int)

  /// The status code of the answer; the connection closes after it.
  public var status: HTTPResponse.Status {
    switch self {
    case .requestLineMalformed, .targetMalformed, .versionMalformed, .lineFeedBare,
      .carriageReturnBare, .fieldNameMalformed, .spaceBeforeColon, .lineFolded,
      .fieldValueMalformed, .hostMissing, .hostRepeated, .hostMalformed, .contentLengthMalformed,
      .contentLengthRepeated, .contentLengthWithTransferEncoding, .transferEncodingInOldVersion,
      .transferEncodingMalformed:
      .badRequest
    case .targetTooLong: .uriTooLong
    case .headTooLarge, .fieldLinesTooMany: .requestHeaderFieldsTooLarge
    case .contentLengthTooLarge: .contentTooLarge
    case .expectationUnsupported: .expectationFailed
    case .methodTooLong, .transferEncodingUnsupported: .notImplemented
    case .versionUnsupported: .httpVersionNotSupported
    }
  }

  /// A sentence for the client: what is wrong and where, or which of the limits was passed.
  public func detail(within limits: HTTPLimits) -> String {
    switch self {
    case .requestLineMalformed(let at): "The request line is malformed at byte \(at)."
    case .methodTooLong: "The method is longer than \(limits.methodBytesMax) bytes."
    case .targetTooLong: "The request target is longer than \(limits.targetBytesMax) bytes."
    case .targetMalformed(let at): "The request target is malformed at byte \(at)."
    case .versionMalformed(let at): "The protocol version is malformed at byte \(at)."
    case .versionUnsupported: "This server speaks HTTP/1.1 and HTTP/1.0."
    case .headTooLarge: "The request head is longer than \(limits.headBytesMax) bytes."
    case .fieldLinesTooMany:
      "The request has more than \(limits.fieldLinesMax) header fields."
    case .lineFeedBare(let at): "A line ends without a carriage return at byte \(at)."
    case .carriageReturnBare(let at): "A carriage return stands alone at byte \(at)."
    case .fieldNameMalformed(let at): "A header field name is malformed at byte \(at)."
    case .spaceBeforeColon(let at): "There is whitespace before a colon at byte \(at)."
    case .lineFolded(let at): "A header field line begins with whitespace at byte \(at)."
    case .fieldValueMalformed(let at): "A header field value has a control character at byte \(at)."
    case .hostMissing: "The Host field is missing."
    case .hostRepeated(let at): "There is a second Host field at byte \(at)."
    case .hostMalformed(let at): "The Host field is malformed at byte \(at)."
    case .contentLengthMalformed(let at): "Content-Length is not a number at byte \(at)."
    case .contentLengthTooLarge(let at): "Content-Length is too large at byte \(at)."
    case .contentLengthRepeated(let at): "There is a second Content-Length field at byte \(at)."
    case .contentLengthWithTransferEncoding(let at):
      "Content-Length and Transfer-Encoding exclude each other (byte \(at))."
    case .transferEncodingInOldVersion(let at):
      "HTTP/1.0 has no Transfer-Encoding (byte \(at))."
    case .transferEncodingMalformed(let at): "Transfer-Encoding is malformed at byte \(at)."
    case .transferEncodingUnsupported(let at):
      "The only transfer coding understood is chunked (byte \(at))."
    case .expectationUnsupported(let at):
      "The only expectation understood is 100-continue (byte \(at))."
    }
  }
}
