import HTTPTypes

/// What the head of a response depends on besides the response.
struct ResponseContext: Sendable {
  /// Whether the method of the request is HEAD, which gets no content.
  var isHead: Bool
  /// The version of the request; HTTP/1.0 gets no chunks.
  var requestVersion: HTTPVersion
  /// Whether the connection may carry another request: the peer allows it and so do we.
  var mayPersist: Bool
  /// The Date field, without its line end; the caller makes it once a second.
  var dateLine: [UInt8]

  /// The context of an answer to a request that need not be complete.
  init(
    requestMethod: HTTPRequest.Method,
    requestVersion: HTTPVersion,
    mayPersist: Bool,
    dateLine: [UInt8]
  ) {
    isHead = requestMethod == .head
    self.requestVersion = requestVersion
    self.mayPersist = mayPersist
    self.dateLine = dateLine
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
  /// name its own Content-Length, that `Connection: close` closes, and that an Upgrade field is told
  /// of.
  ///
  /// - Returns: how the content has to follow, and whether the connection goes on.
  func appendHead(to buffer: ByteBuffer, in context: ResponseContext) -> ContentTransfer {
    let traits: ResponseTraits
    if let encodedHead {
      traits = encodedHead.traits
      buffer.append(encodedHead.bytes)
    } else {
      traits = ResponseTraits(status: status, fields: fields)
      EncodedHead.append(status, fields, to: buffer)
    }
    let length = announcedByteCount(isHead: context.isHead, traits)
    let transfer = transfer(byteCount: length, in: context, traits)
    buffer.append(context.dateLine)
    if transfer.coding == .chunked {
      buffer.append("\r\nTransfer-Encoding: chunked")
    } else if let length, traits.mayAnnounceLength {
      buffer.append("\r\nContent-Length: ")
      buffer.appendDecimal(length)
    }
    if !transfer.isPersistent {
      buffer.append("\r\nConnection: close")
      if traits.offersUpgrade { buffer.append(", upgrade") }
    } else if traits.offersUpgrade {
      buffer.append("\r\nConnection: upgrade")
    } else if context.requestVersion < .http11 {
      buffer.append("\r\nConnection: keep-alive")
    }
    buffer.append("\r\n\r\n")
    return transfer
  }

  /// The length to announce; `nil` when nobody knows it.
  private func announcedByteCount(isHead: Bool, _ traits: ResponseTraits) -> Int? {
    if status.code == HTTPResponse.Status.resetContent.code { return 0 }
    if let count = content.byteCount, !(isHead && count == 0) { return count }
    return traits.namedByteCount ?? content.byteCount
  }

  private func transfer(
    byteCount: Int?,
    in context: ResponseContext,
    _ traits: ResponseTraits
  ) -> ContentTransfer {
    // A switched connection does not end here, whatever becomes of it.
    let isOpen =
      context.mayPersist && !traits.asksToClose
      || status.code == HTTPResponse.Status.switchingProtocols.code
    if context.isHead || !traits.mayAnnounceLength || byteCount == 0 {
      return ContentTransfer(coding: .none, isPersistent: isOpen)
    }
    if let byteCount { return ContentTransfer(coding: .length(byteCount), isPersistent: isOpen) }
    guard context.requestVersion >= .http11 else {
      return ContentTransfer(coding: .untilClose, isPersistent: false)
    }
    return ContentTransfer(coding: .chunked, isPersistent: isOpen)
  }
}
