/// What a client's bytes amount to.
package enum WebSocketEvent: Sendable, Equatable {
  case message(WebSocketMessage)
  /// To be answered with a pong of the same payload.
  case ping([UInt8])
  case pong([UInt8])
  /// The closing handshake; without a code when the payload was empty. Nothing comes after it.
  case close(code: UInt16?, reason: String)
}

/// Makes messages and control events of a client's bytes (RFC 6455 §5, §6), in whatever pieces
/// they arrive.
package struct MessageAssembler {
  package init(messageBytesMax: Int, inflater: MessageInflater? = nil) {
  }

  /// Takes bytes from `offset` on, moves it past what was taken, and tells the next event.
  ///
  /// - Returns: `nil` when everything was taken and more bytes are needed, or after a close event.
  /// - Throws: the broken rule. Its close code goes out, and the connection ends.
  package mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(FrameError) -> WebSocketEvent? {
    preconditionFailure("unfinished")
  }
}
