/// The way to write to a WebSocket connection, from any thread. Nothing happens once it is closed.
///
/// Two handles are equal when they stand for the same connection.
public struct WebSocketConnectionHandle: Sendable, Hashable {
  private let connection: LoopBound<WebSocketConnection>
  private let id: ObjectIdentifier
  /// The subprotocol that was agreed on in the handshake.
  public let subprotocol: String?

  init(_ connection: WebSocketConnection, on loop: EventLoop) {
    self.connection = LoopBound(connection, on: loop)
    id = ObjectIdentifier(connection)
    subprotocol = connection.subprotocol
  }

  /// Whether both stand for the same connection.
  public static func == (one: Self, other: Self) -> Bool { one.id == other.id }

  /// Mixes in which connection it is.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// Sends a message; the bytes of a text must be UTF-8.
  ///
  /// A connection with more than ``WebSocketLimits/outgoingBytesMax`` waiting is given up.
  public func send(_ message: WebSocketMessage) {
    send(message.opcode, message.payload)
  }

  /// Sends a text message under the same rules.
  public func send(text: [UInt8]) {
    send(.text, text)
  }

  /// Sends a binary message, under the same rule.
  public func send(binary: [UInt8]) {
    send(.binary, binary)
  }

  private func send(_ opcode: Opcode, _ payload: [UInt8]) {
    if let connection = connection.valueOnLoop {
      connection.sendMessage(opcode, payload)
    } else {
      connection.run { $0.sendMessage(opcode, payload) }
    }
  }

  /// Begins the closing handshake (RFC 6455 §7.1.2). The code must be one that may be sent.
  public func close(code: UInt16 = CloseCode.normal, reason: String = "") {
    connection.run { $0.close(code: code, reason: reason) }
  }
}
