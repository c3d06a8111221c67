/// What an upgraded connection does.
public struct WebSocketAcceptance: Sendable {
  enum Role: Sendable {
    case subscriber(Topic, after: Int)
    case messages(@Sendable (WebSocketConnectionHandle, WebSocketMessage) -> Void)
  }

  let role: Role
  let subprotocol: String?

  /// Sends everything of a topic after the sequence `after`, then what comes, then closes with the
  /// topic. Messages of the peer are read and ignored.
  public static func subscribe(to topic: Topic, after: Int) -> WebSocketAcceptance {
    WebSocketAcceptance(role: .subscriber(topic, after: after), subprotocol: nil)
  }

  /// Gives each message to a closure, which is called on the loop and must not block.
  ///
  /// - Parameter subprotocol: what the messages are, named to peers that offer it.
  public static func messages(
    subprotocol: String? = nil,
    _ handler: @escaping @Sendable (WebSocketConnectionHandle, WebSocketMessage) -> Void
  ) -> WebSocketAcceptance {
    WebSocketAcceptance(role: .messages(handler), subprotocol: subprotocol)
  }
}

/// A whole message of the peer.
public enum WebSocketMessage: Sendable, Equatable {
  /// Valid UTF-8.
  case text([UInt8])
  case binary([UInt8])
}

/// The way to write to a WebSocket connection, from any thread. Nothing happens once it is closed.
public struct WebSocketConnectionHandle: Sendable {
  private let connection: LoopBound<WebSocketConnection>

  init(_ connection: LoopBound<WebSocketConnection>) {
    self.connection = connection
  }

  /// Sends a text message; `text` must be UTF-8.
  ///
  /// A connection with more than ``WebSocketLimits/outgoingBytesMax`` waiting is given up.
  public func send(text: [UInt8]) {
    connection.run { $0.sendMessage(.text, text) }
  }

  /// Sends a binary message, under the same rule.
  public func send(binary: [UInt8]) {
    connection.run { $0.sendMessage(.binary, binary) }
  }

  /// Begins the closing handshake (RFC 6455 §7.1.2). The code must be one that may be sent.
  public func close(code: UInt16 = CloseCode.normal, reason: String = "") {
    connection.run { $0.close(code: code, reason: reason) }
  }
}
