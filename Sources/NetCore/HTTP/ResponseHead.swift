package import HTTPTypes

/// What the head of a response depends on besides the response.
package struct ResponseContext: Sendable {
  package var requestMethod: HTTPRequest.Method
  package var requestVersion: HTTPVersion
  /// Whether the connection may carry another request: the peer allows it and so do we.
  package var mayPersist: Bool
  /// The Date field's value, 29 bytes; the caller makes it once a second.
  package var date: [UInt8]

  package init(
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
  package init(answering head: RequestHead, mayPersist: Bool = true, date: [UInt8]) {
    self.init(
      requestMethod: head.method,
      requestVersion: head.version,
      mayPersist: head.isPersistent && mayPersist,
      date: date
    )
  }
}

/// What must follow a response head that was written.
package struct ContentTransfer: Sendable, Equatable {
  package enum Coding: Sendable, Equatable {
    /// Nothing follows, whatever content the response has.
    case none
    /// Exactly so many bytes.
    case length(Int)
    /// Chunks, then the last chunk.
    case chunked
    /// Everything until the connection closes.
    case untilClose
  }

  package let coding: Coding
  /// Whether the connection stays open after the response.
  package let isPersistent: Bool
}

extension Response {
  /// Appends status line and field section to `buffer` (RFC 9112 §4, §6; RFC 9110 §6.4.1, §8.6).
  ///
  /// - Returns: how the content has to follow, and whether the connection goes on.
  package func appendHead(
    to buffer: inout [UInt8],
    in context: ResponseContext
  ) -> ContentTransfer {
    preconditionFailure("unfinished")
  }
}
