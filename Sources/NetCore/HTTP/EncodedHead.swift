import HTTPTypes

/// The part of a response head that depends on its status and its fields alone, encoded.
final class EncodedHead: Sendable {
  /// Status line and the handler's fields, each with its CRLF.
  let bytes: [UInt8]
  let traits: ResponseTraits

  init(status: HTTPResponse.Status, fields: HTTPFields) {
    traits = ResponseTraits(status: status, fields: fields)
    let buffer = ByteBuffer(capacity: 256)
    Self.append(status, fields, to: buffer)
    bytes = buffer.withSpan { $0.bytes() }
  }

  /// Appends what ``bytes`` holds.
  static func append(
    _ status: HTTPResponse.Status,
    _ fields: HTTPFields,
    to buffer: ByteBuffer
  ) {
    buffer.append("HTTP/1.1 ")
    buffer.appendDecimal(status.code)
    buffer.append(ASCII.space)
    buffer.append(status.reasonPhrase)
    buffer.append("\r\n")
    let keepsConnection = status == .switchingProtocols
    for field in fields {
      // The fields of the transfer are not the handler's.
      switch field.name {
      case .date, .contentLength, .transferEncoding: continue
      case .connection where !keepsConnection: continue
      default: break
      }
      buffer.append(field.name.rawName)
      buffer.append(": ")
      buffer.append(field.value)
      buffer.append("\r\n")
    }
  }
}

/// What status and fields of a response say about its transfer.
struct ResponseTraits {
  /// Whether the handler wants the connection to end.
  let asksToClose: Bool
  /// Whether the answer offers other protocols, which the Connection field has to say as well
  /// (RFC 9110 §7.8). One that switches to a protocol has a Connection field of its own.
  let offersUpgrade: Bool
  /// The length that the fields name, which counts where the content does not tell it.
  let namedByteCount: Int?
  /// False for 1xx, 204 and 304, which have neither content nor a length (RFC 9110 §8.6).
  let mayAnnounceLength: Bool

  init(status: HTTPResponse.Status, fields: HTTPFields) {
    var asksToClose = false
    var namesUpgrade = false
    var namedByteCount: Int?
    // One look at each: asking for a name goes through all of them as well.
    for field in fields {
      switch field.name {
      case .connection:
        asksToClose = asksToClose || FieldList.lowercasedElements(field.value).contains("close")
      case .contentLength:
        namedByteCount = Int(field.value).flatMap { $0 >= 0 ? $0 : nil }
      case .upgrade:
        namesUpgrade = true
      default: break
      }
    }
    self.asksToClose = asksToClose
    self.namedByteCount = namedByteCount
    offersUpgrade = namesUpgrade && status != .switchingProtocols
    mayAnnounceLength =
      status.kind != .informational && status != .noContent && status != .notModified
  }
}
