import HTTPTypes

/// What the head of a response depends on besides the response.
struct ResponseContext: Sendable {
  /// The method of the request; HEAD gets no content.
  var requestMethod: HTTPRequest.Method
  /// The version of the request; HTTP/1.0 gets no chunks.
  var requestVersion: HTTPVersion
  /// Whether the connection may carry another request: the peer allows it and so do we.
  var mayPersist: Bool
  /// The Date field's value, 29 bytes; the caller makes it once a second.
  var date: [UInt8]

  /// The context of an answer to a request that need not be complete.
  init(
    requestMethod: HTTPRequest.Method,
    requestVersion: HTTPVersion,
    mayPersist: Bool,
    date: [UInt8]
  ) {
    self.requestMethod = requestMethod
    self.requestVersion = requestVersion
    self.mayPersist = mayPersist
    self.date = date
  }

  /// The context of the answer to `head`.
  init(answering head: RequestHead, mayPersist: Bool = true, date: [UInt8]) {
    self.init(
      requestMethod: head.method,
      requestVersion: head.version,
      mayPersist: head.isPersistent && mayPersist,
      date: date
    )
  }
}

/// What must follow a response head that was written.
struct ContentTransfer: Sendable, Equatable {
  /// How the end of the content is told.
  enum Coding: Sendable, Equatable {
    /// Nothing follows, whatever content the response has.
    case none
    /// Exactly so many bytes.
    case length(Int)
    /// Chunks, then the last chunk.
    case chunked
    /// Everything until the connection closes.
    case untilClose
  }

  /// What follows.
  let coding: Coding
  /// Whether the connection stays open after the response.
  let isPersistent: Bool
}

extension Response {
  /// Appends status line and field section to `buffer` (RFC 9112 §4, §6; RFC 9110 §6.4.1, §8.6).
  ///
  /// The fields that describe the transfer are ours: Date, Connection, Transfer-Encoding and
  /// Content-Length of the response are replaced, except that a stream, or an answer to HEAD, may
  /// name its own Content-Length, and that `Connection: close` closes.
  ///
  /// - Returns: how the content has to follow, and whether the connection goes on.
  func appendHead(to buffer: ByteBuffer, in context: ResponseContext) -> ContentTransfer {
    let length = announcedByteCount(isHead: context.requestMethod == .head)
    let transfer = transfer(byteCount: length, in: context)
    appendStatusLine(to: buffer)
    appendOwnFields(to: buffer)
    buffer.append("Date: ")
    buffer.append(context.date)
    buffer.append("\r\n")
    if transfer.coding == .chunked {
      buffer.append("Transfer-Encoding: chunked\r\n")
    } else if let length, mayAnnounceLength {
      buffer.append("Content-Length: ")
      buffer.appendDecimal(length)
      buffer.append("\r\n")
    }
    if !transfer.isPersistent {
      buffer.append("Connection: close\r\n")
    } else if context.requestVersion < .http11 {
      buffer.append("Connection: keep-alive\r\n")
    }
    buffer.append("\r\n")
    return transfer
  }

  /// 1xx, 204 and 304 have neither content nor a length (RFC 9110 §8.6).
  private var mayAnnounceLength: Bool {
    status.kind != .informational && status != .noContent && status != .notModified
  }

  /// The length to announce; `nil` when nobody knows it.
  private func announcedByteCount(isHead: Bool) -> Int? {
    if status == .resetContent { return 0 }
    if let count = content.byteCount, !(isHead && count == 0) { return count }
    let named = fields[.contentLength].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    return named ?? content.byteCount
  }

  private func transfer(byteCount: Int?, in context: ResponseContext) -> ContentTransfer {
    // A switched connection does not end here, whatever becomes of it.
    let isOpen = context.mayPersist && !asksToClose || status == .switchingProtocols
    if context.requestMethod == .head || !mayAnnounceLength || byteCount == 0 {
      return ContentTransfer(coding: .none, isPersistent: isOpen)
    }
    if let byteCount { return ContentTransfer(coding: .length(byteCount), isPersistent: isOpen) }
    guard context.requestVersion >= .http11 else {
      return ContentTransfer(coding: .untilClose, isPersistent: false)
    }
    return ContentTransfer(coding: .chunked, isPersistent: isOpen)
  }

  private var asksToClose: Bool {
    fields[.connection].map { FieldList.lowercasedElements($0).contains("close") } ?? false
  }

  private func appendStatusLine(to buffer: ByteBuffer) {
    buffer.append("HTTP/1.1 ")
    buffer.appendDecimal(status.code)
    buffer.append(ASCII.space)
    buffer.append(status.reasonPhrase)
    buffer.append("\r\n")
  }

  /// Appends the handler's fields, those of the transfer left out.
  private func appendOwnFields(to buffer: ByteBuffer) {
    let keepsConnection = status == .switchingProtocols
    for field in fields {
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
