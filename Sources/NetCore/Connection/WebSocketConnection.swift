import Logging

/// Speaks WebSocket (RFC 6455) over one channel, after the opening handshake.
///
/// It belongs to its loop.
final class WebSocketConnection: ChannelDriver {
  private let channel: Channel
  private var assembler: MessageAssembler
  private let messageHandler: WebSocketAcceptance.MessageHandler?
  private var replica: TopicReplica?
  /// Where this subscriber is in the replica's list.
  private var position = 0
  private var cursor = TopicCursor(nextIndex: 0, after: nil, backlogByteCountMax: 0)
  private var phase = Phase.open
  private var lastHeard: Instant

  private enum Phase {
    case open
    /// We sent a close frame and wait for the peer's.
    case closing
    /// Both did, or the connection failed.
    case closed
  }

  private var worker: Worker { channel.worker }
  private var limits: WebSocketLimits { channel.worker.webSocketLimits }

  /// - Parameter deflate: what was agreed on about compression.
  init(_ channel: Channel, acceptance: WebSocketAcceptance, deflate: DeflateParameters?) {
    self.channel = channel
    assembler = MessageAssembler(
      messageBytesMax: channel.worker.webSocketLimits.messageBytesMax,
      inflater: deflate.map(MessageInflater.init)
    )
    lastHeard = channel.worker.loop.now
    messageHandler = acceptance.messageHandler
    if let subscription = acceptance.subscription {
      let replica = channel.worker.replica(
        of: subscription.topic,
        coding: deflate == nil ? .plain : .deflated
      )
      cursor = replica.add(self, after: subscription.after)
      self.replica = replica
    }
    channel.setDeadline(
      lastHeard + min(channel.worker.timeouts.ping, channel.worker.timeouts.silence)
    )
  }

  // MARK: - Reading

  func received(_ bytes: Span<UInt8>) {
    lastHeard = worker.loop.now
    var offset = 0
    do {
      while phase != .closed, let event = try assembler.receive(bytes, from: &offset) {
        handle(event)
      }
    } catch {
      sendClose(code: error.closeCode, reason: error.closeReason)
      end(lingering: true)
    }
    updateReading()
  }

  private func handle(_ event: WebSocketEvent) {
    switch event {
    case .message(let message):
      guard phase == .open, let messageHandler else { return }
      messageHandler(WebSocketConnectionHandle(LoopBound(self, on: worker.loop)), message)
    case .ping(let payload):
      // A peer that does not read gets one answer at most to all that it asked meanwhile.
      if phase == .open, !isBackedUp { send(.pong, payload) }
    case .pong:
      break
    case .close(let code, _):
      sendClose(code: code, reason: "")
      end(lingering: false)
    }
  }

  private var isBackedUp: Bool { channel.backlogByteCount > limits.backlogBytesMax }

  /// Reads from the peer unless it does not read what it caused to be sent.
  private func updateReading() {
    guard !channel.isEnding else { return }
    channel.isReading = !isBackedUp && !channel.peerHasFinished
  }

  func peerFinished() {
    phase = .closed
    channel.finish(lingering: false)
  }

  // MARK: - Writing

  /// Sends a message, or gives the connection up when too much waits already.
  func sendMessage(_ opcode: Opcode, _ payload: [UInt8]) {
    guard phase == .open else { return }
    guard channel.backlogByteCount <= limits.outgoingBytesMax else {
      worker.logger.debug("a WebSocket peer does not read what it is sent")
      return channel.close()
    }
    send(opcode, payload)
  }

  private func send(_ opcode: Opcode, _ payload: [UInt8]) {
    channel.write { FrameEncoder.append(opcode, payload: payload.span, to: $0) }
  }

  /// Sends what the topic has and this subscriber has not.
  func deliver() {
    guard phase == .open, let replica, channel.takesBytesDirectly else { return }
    // A copy, because a broken channel closes, and then this connection leaves the replica.
    var cursor = cursor
    let isFinished = replica.deliver(to: &cursor, through: channel)
    self.cursor = cursor
    if isFinished { closeSent() }
  }

  /// The replica has put this subscriber to another place in its list.
  func move(to position: Int) {
    self.position = position
  }

  func outputDrained() {
    updateReading()
    deliver()
  }

  // MARK: - Time

  func deadlineReached() {
    let now = worker.loop.now
    let silenceEnd = lastHeard + worker.timeouts.silence
    guard phase == .open, now < silenceEnd else { return channel.close() }
    // Behind bytes that the peer does not read, a ping would ask nothing.
    if !channel.hasOutput { send(.ping, []) }
    channel.setDeadline(min(now + worker.timeouts.ping, silenceEnd))
  }

  // MARK: - The closing handshake (RFC 6455 §7)

  /// Begins to close; the peer has a bounded time to answer.
  func close(code: UInt16, reason: String) {
    guard phase == .open else { return }
    sendClose(code: code, reason: reason)
    closeSent()
  }

  private func sendClose(code: UInt16?, reason: String) {
    guard phase == .open else { return }
    channel.write(FrameEncoder.closeFrame(code: code, reason: reason))
  }

  private func closeSent() {
    phase = .closing
    channel.setDeadline(worker.loop.now + worker.timeouts.closingHandshake)
  }

  /// Nothing more is to be said: the server closes first (§7.1.1).
  ///
  /// - Parameter lingering: whether the peer may still be sending.
  private func end(lingering: Bool) {
    phase = .closed
    channel.finish(lingering: lingering)
  }

  func drain() {
    close(code: CloseCode.goingAway, reason: "the server is going away")
  }

  func closed() {
    phase = .closed
    replica?.remove(at: position)
    replica = nil
  }
}
