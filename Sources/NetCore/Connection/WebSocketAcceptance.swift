/// What an upgraded connection does.
public struct WebSocketAcceptance: Sendable {
  /// Takes a message of the peer; called on the connection's loop, which it must not block.
  public typealias MessageHandler =
    @Sendable (WebSocketConnectionHandle, WebSocketMessage) -> Void

  /// What the connection is sent.
  struct Subscription: Sendable {
    let topic: Topic
    let after: Int
  }

  let subscription: Subscription?
  let messageHandler: MessageHandler?
  let subprotocol: String?

  /// Sends everything of a topic after the sequence `after`, then what comes, then closes with the
  /// topic.
  ///
  /// - Parameters:
  ///   - after: nil for nothing of what the topic has already.
  ///   - subprotocol: what the messages are, named to peers that offer it.
  ///   - messageHandler: what is given each message of the peer; without one they are read and
  ///     ignored.
  public static func subscribe(
    to topic: Topic,
    after: Int? = nil,
    subprotocol: String? = nil,
    _ messageHandler: MessageHandler? = nil
  ) -> WebSocketAcceptance {
    WebSocketAcceptance(
      subscription: Subscription(topic: topic, after: after ?? topic.lastSequence),
      messageHandler: messageHandler,
      subprotocol: subprotocol
    )
  }

  /// Gives each message to a closure.
  ///
  /// - Parameter subprotocol: what the messages are, named to peers that offer it.
  public static func messages(
    subprotocol: String? = nil,
    _ handler: @escaping MessageHandler
  ) -> WebSocketAcceptance {
    WebSocketAcceptance(subscription: nil, messageHandler: handler, subprotocol: subprotocol)
  }
}

/// A whole message of the peer.
public enum WebSocketMessage: Sendable, Equatable {
  /// Valid UTF-8.
  case text([UInt8])
  case binary([UInt8])

  /// The bytes of either.
  public var payload: [UInt8] {
    switch self {
    case .text(let bytes), .binary(let bytes): bytes
    }
  }

  var opcode: Opcode {
    switch self {
    case .text: .text
    case .binary: .binary
    }
  }
}

/// The way to write to a WebSocket connection, from any thread. Nothing happens once it is closed.
public struct WebSocketConnectionHandle: Sendable {
  private let connection: LoopBound<WebSocketConnection>

  init(_ connection: LoopBound<WebSocketConnection>) {
    self.connection = connection
  }

  /// Sends a message; the bytes of a text must be UTF-8.
  ///
  /// A connection with more than ``WebSocketLimits/outgoingBytesMax`` waiting is given up.
  public func send(_ message: WebSocketMessage) {
    connection.run { $0.sendMessage(message.opcode, message.payload) }
  }

  /// Sends a text message under the same rules.
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
