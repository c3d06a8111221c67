import Logging

/// Speaks WebSocket (RFC 6455) over one channel, after the opening handshake.
///
/// It belongs to its loop.
final class WebSocketConnection: ChannelDriver {
  private let channel: Channel
  /// Decompresses messages, when that was agreed on.
  private let inflater: MessageInflater?
  /// What is to be gone on with when a frame or a message was cut. Most connections have nothing.
  private var cutMessage: CutMessage?
  private let messageHandler: WebSocketAcceptance.MessageHandler?
  private let closeHandler: WebSocketAcceptance.CloseHandler?
  /// What was agreed on in the handshake.
  let subprotocol: String?
  /// Compresses messages, when that was agreed on.
  private let deflater: MessageDeflater?
  /// The zlib memory that is kept between messages.
  private let contextByteCount: Int
  /// What came after messages that are not to be handled before the peer has read its answers.
  private var heldBack: ByteBuffer?
  private var replica: TopicReplica?
  /// Where this subscriber is in the replica's list.
  private var position = 0
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

  /// - Parameter agreed: what was agreed on in the handshake.
  init(
    _ channel: Channel,
    acceptance: WebSocketAcceptance,
    agreed: OpeningHandshake.Acceptance
  ) {
    let worker = channel.worker
    self.channel = channel
    inflater = agreed.deflate.map { MessageInflater($0, pool: worker.compression) }
    lastHeard = worker.loop.now
    messageHandler = acceptance.messageHandler
    closeHandler = acceptance.closeHandler
    subprotocol = agreed.subprotocol
    deflater = agreed.deflate.map { worker.compression.deflater(for: $0) }
    contextByteCount = agreed.deflate?.contextByteCount ?? 0
    worker.compression.reserve(contextByteCount)
    if let subscription = acceptance.subscription {
      let replica = worker.replica(
        of: subscription.topic,
        coding: agreed.deflate == nil ? .plain : .deflated
      )
      self.replica = replica
      replica.add(self, on: channel, after: subscription.after)
    }
    channel.isInputExpensive = agreed.deflate != nil
    channel.setDeadline(lastHeard + min(worker.timeouts.ping, worker.timeouts.silence))
  }

  /// The way to this connection for those who may not be on its loop.
  var handle: WebSocketConnectionHandle {
    WebSocketConnectionHandle(self, on: worker.loop)
  }

  // MARK: - Reading

  func received(_ bytes: Span<UInt8>) {
    lastHeard = worker.loop.now
    process(bytes)
    countHeldBytes()
    updateReading()
  }

  private func countHeldBytes() {
    channel.inputByteCount = (cutMessage?.assembler.heldByteCount ?? 0) + (heldBack?.count ?? 0)
    requireRoom()
  }

  /// Gives the connection up when all together keep too much, and this one more than others.
  private func requireRoom() {
    guard !channel.mayHold, phase != .closed else { return }
    // Behind bytes that the peer does not read, a close frame would tell nothing.
    if channel.hasOutput { return channel.reset() }
    sendClose(code: CloseCode.tryAgainLater, reason: "the server has no room for more")
    end(.lost)
  }

  /// Handles what the bytes say, up to where too much waits that the peer does not read.
  private func process(_ bytes: Span<UInt8>) {
    var offset = 0
    var assembler =
      cutMessage?.assembler
      ?? MessageAssembler(messageBytesMax: limits.messageBytesMax, inflater: inflater)
    cutMessage = nil
    do {
      while phase != .closed, offset < bytes.count {
        if isBackedUp {
          holdBack(bytes.extracting(offset...))
          break
        }
        guard let event = try assembler.receive(bytes, from: &offset) else { break }
        handle(event)
      }
      if assembler.isInsideMessage { cutMessage = CutMessage(assembler) }
    } catch {
      sendClose(code: error.closeCode, reason: error.closeReason)
      end(.failed(error))
    }
  }

  private func holdBack(_ bytes: Span<UInt8>) {
    let buffer = ByteBuffer(capacity: bytes.count)
    buffer.append(bytes)
    heldBack = buffer
  }

  private func handle(_ event: WebSocketEvent) {
    switch event {
    case .message(let message):
      if phase == .open { messageHandler?(handle, message) }
    case .ping(let payload):
      if phase == .open { send(.pong, payload) }
    case .pong:
      break
    case .close(let code, let reason):
      sendClose(code: code, reason: "")
      end(.closed(code: code, reason: reason))
    }
  }

  private var isBackedUp: Bool { channel.backlogByteCount > limits.backlogBytesMax }

  /// Reads from the peer unless it does not read what it caused to be sent.
  private func updateReading() {
    guard !channel.isEnding else { return }
    channel.isReading = heldBack == nil && !isBackedUp && !channel.peerHasFinished
  }

  func peerFinished() {
    // What it said before is answered first.
    if heldBack == nil { end(.lost) }
  }

  func outputDrained() {
    if let bytes = heldBack {
      heldBack = nil
      bytes.withSpan { process($0) }
      countHeldBytes()
      if channel.peerHasFinished { peerFinished() }
    }
    updateReading()
    // What the topic has and this subscriber has not.
    replica?.deliver(to: position)
  }

  // MARK: - Writing

  /// Sends a message, or gives the connection up when too much waits already.
  func sendMessage(_ opcode: Opcode, _ payload: [UInt8]) {
    guard phase == .open else { return }
    guard channel.backlogByteCount <= limits.outgoingBytesMax else {
      worker.logger.debug("a WebSocket peer does not read what it is sent")
      return channel.reset()
    }
    send(opcode, payload)
    requireRoom()
  }

  private func send(_ opcode: Opcode, _ payload: [UInt8]) {
    if let deflater, !opcode.isControl, payload.count <= MessageDeflater.messageBytesMax {
      let deflated = deflater.deflate(payload)
      channel.write {
        FrameEncoder.append(opcode, payload: deflated.span, isCompressed: true, to: $0)
      }
    } else {
      channel.write { FrameEncoder.append(opcode, payload: payload.span, to: $0) }
    }
  }

  /// The replica has put this subscriber to another place in its list.
  func move(to position: Int) {
    self.position = position
  }

  // MARK: - Time

  func deadlineReached() {
    let now = worker.loop.now
    // Nothing is heard of a peer that is not listened to, because it is slow to read.
    if !channel.isReading { lastHeard = now }
    let silenceEnd = lastHeard + worker.timeouts.silence
    guard phase == .open, now < silenceEnd else { return giveUp() }
    // Behind bytes that the peer does not read, a ping would ask nothing.
    if !channel.hasOutput { send(.ping, []) }
    channel.setDeadline(min(now + worker.timeouts.ping, silenceEnd))
  }

  /// Closes on a peer that does not answer; what it does not read either is dropped.
  private func giveUp() {
    if channel.hasOutput { channel.reset() } else { channel.close() }
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

  /// The close frame is on its way, behind which nothing may follow.
  func closeSent() {
    leaveTopic()
    phase = .closing
    channel.setDeadline(worker.loop.now + worker.timeouts.closingHandshake)
  }

  /// Nothing more is to be said. The server ends the connection first, and the peer may still be
  /// sending (§7.1.1).
  private func end(_ end: WebSocketEnd) {
    guard phase != .closed else { return }
    leaveTopic()
    phase = .closed
    channel.finish(lingering: true)
    closeHandler?(handle, end)
  }

  func drain() {
    close(code: CloseCode.goingAway, reason: "the server is going away")
  }

  func closed() {
    end(.lost)
    heldBack = nil
    worker.compression.release(contextByteCount)
  }

  private func leaveTopic() {
    guard let replica else { return }
    self.replica = nil
    replica.remove(at: position)
  }
}

/// A message, or a frame, of which only the beginning has come.
private final class CutMessage {
  let assembler: MessageAssembler

  init(_ assembler: MessageAssembler) {
    self.assembler = assembler
  }
}
