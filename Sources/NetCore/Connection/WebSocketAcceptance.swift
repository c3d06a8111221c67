/// What an upgraded connection does, and with whom.
public struct WebSocketAcceptance: Sendable {
  /// Is given a connection; called on the connection's loop, which it must not block.
  public typealias OpenHandler = @Sendable (WebSocketConnectionHandle) -> Void
  /// Takes a message of the peer, under the same rule.
  public typealias MessageHandler =
    @Sendable (WebSocketConnectionHandle, WebSocketMessage) -> Void
  /// Is told once how a connection came to its end, under the same rule.
  public typealias CloseHandler = @Sendable (WebSocketConnectionHandle, WebSocketEnd) -> Void

  /// What the connection is sent.
  struct Subscription: Sendable {
    let topic: Topic
    let after: Int
  }

  let subscription: Subscription?
  /// Subprotocols that are spoken here, dearest first: the answer names the first of them that the
  /// peer offers, and none when it offers none of them (RFC 6455 §4.2.2).
  public var subprotocols: [String] = []
  /// Whose pages may connect; all others are answered with 403.
  public var origins = OriginPolicy.any
  /// Called when the connection is open, before its first message.
  public var openHandler: OpenHandler?
  /// Called for each message of the peer; without one they are read and ignored.
  public var messageHandler: MessageHandler?
  /// Called as soon as nothing more can be sent.
  public var closeHandler: CloseHandler?

  /// Sends everything of a topic after the sequence `after`, then what comes, then closes with the
  /// topic.
  ///
  /// - Parameter after: nil for nothing of what the topic has already.
  public static func subscribe(
    to topic: Topic,
    after: Int? = nil,
    subprotocols: [String] = [],
    _ messageHandler: MessageHandler? = nil
  ) -> WebSocketAcceptance {
    let subscription = Subscription(topic: topic, after: after ?? topic.lastSequence)
    return WebSocketAcceptance(
      subscription: subscription,
      subprotocols: subprotocols,
      messageHandler: messageHandler
    )
  }

  /// Gives each message to a closure.
  public static func messages(
    subprotocols: [String] = [],
    _ handler: @escaping MessageHandler
  ) -> WebSocketAcceptance {
    WebSocketAcceptance(
      subscription: nil,
      subprotocols: subprotocols,
      messageHandler: handler
    )
  }
}

extension WebSocketAcceptance {
  /// The server's side of the handshake on a loop.
  func handshake(on worker: Worker) -> OpeningHandshake {
    var handshake = OpeningHandshake()
    handshake.subprotocols = subprotocols
    handshake.origins = origins
    guard worker.webSocketLimits.acceptsDeflate else { return handshake }
    if subscription != nil {
      // A peer that wants a smaller window cannot share what others are sent.
      handshake.deflate = TopicLogs.deflateParameters
      handshake.serverWindowBitsMin = TopicLogs.deflateParameters.serverWindowBits
    } else {
      handshake.deflate = worker.compression.wishes(within: worker.webSocketLimits)
    }
    return handshake
  }
}

/// How a WebSocket connection came to its end.
public enum WebSocketEnd: Sendable, Equatable {
  /// By a close frame of the peer, which may be the answer to ours; nil is a frame without a code,
  /// which RFC 6455 §7.1.5 calls 1005.
  case closed(code: UInt16?, reason: String)
  /// The peer broke a rule and was told so.
  case failed(FrameError)
  /// Without a close frame of the peer, which RFC 6455 §7.1.5 calls 1006: the connection broke, or
  /// was given up because the peer did not read or answer in time.
  case lost
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
