import Logging

/// Everything that the connections of one loop share: the handler, the limits, the buffers.
///
/// It belongs to its loop, except for what never changes.
final class Worker {
  let loop: EventLoop
  let handler: any RequestHandler
  /// What the handler decides. Asking it through its existential would copy it each time.
  let disposition: (RequestHead, PeerInformation) -> Disposition
  let logger: Logger
  let httpLimits: HTTPLimits
  let connectionLimits: ConnectionLimits
  let webSocketLimits: WebSocketLimits
  let timeouts: Timeouts

  /// What every receive of the loop fills; parsers work in it, nobody keeps it.
  let receiveBuffer = ByteBuffer(capacity: 256 * 1024)
  let pool = BufferPool()
  /// What the connections keep in memory.
  var buffers: BufferBudget
  /// What zlib needs for the WebSocket connections.
  let compression: CompressionPool

  private let census: ConnectionCensus
  private var listeners: [Listener] = []
  private var channelCount = 0
  private(set) var isDraining = false
  private var handshakeTurn = Instant.start
  private var emptyWaiters: [Resumption<Void>] = []
  private var replicas: [TopicReplica.ID: TopicReplica] = [:]
  private var lastReplica: TopicReplica?
  private var dateBytes: [UInt8] = []
  private var dateMoment = Instant.start

  init(
    loop: EventLoop,
    configuration: HTTPServerConfiguration,
    handler: any RequestHandler,
    logger: Logger,
    census: ConnectionCensus,
    bufferedBytesMax: Int
  ) {
    self.loop = loop
    self.handler = handler
    disposition = { handler.disposition(of: $0, peer: $1) }
    self.logger = logger
    self.census = census
    httpLimits = configuration.httpLimits
    connectionLimits = configuration.connectionLimits
    webSocketLimits = configuration.webSocketLimits
    timeouts = Timeouts(configuration)
    buffers = BufferBudget(byteCountMax: bufferedBytesMax)
    compression = CompressionPool(contextBytesMax: configuration.webSocketLimits.contextBytesMax)
  }

  // MARK: - Connections

  /// Begins to accept from a socket that listens already.
  func listen(on socket: ListeningSocket, as identity: TLSIdentity?) {
    loop.assertOnLoop()
    do {
      listeners.append(try Listener(socket, identity: identity, worker: self))
    } catch {
      logger.error("cannot watch a listening socket", metadata: ["error": "\(error)"])
    }
  }

  /// Takes a connection that was just accepted.
  ///
  /// - Parameter context: for a connection that begins with a handshake of TLS.
  func accepted(_ socket: consuming AcceptedSocket, context: TLSContext?) {
    let peer = PeerInformation(address: socket.peer.unmapped, usesTLS: context != nil)
    let group = AddressGroup(
      peer.address,
      exemptsLoopback: connectionLimits.exemptsLoopback
    )
    let verdict = census.enter(from: group)
    // Letting go of the socket closes it.
    if verdict == .overrun { return }
    channelCount += 1
    let opening = Opening(peer: peer, group: group, refusal: verdict.refusal)
    do {
      if let context {
        _ = try TLSHandshake(socket.descriptor, context: context, opening: opening, worker: self)
      } else {
        open(try Channel(socket.descriptor, from: group, worker: self), opening)
      }
    } catch {
      channelClosed(from: group)
      logger.error("cannot watch a connection", metadata: ["error": "\(error)"])
    }
  }

  /// Whether the turn has time for one more step of a handshake, each of which takes a good part of
  /// a millisecond: a flood of them must not keep those waiting who have theirs behind them. One
  /// step is done in each turn, whatever else it does.
  func hasTimeForHandshake() -> Bool {
    guard handshakeTurn == loop.now else {
      handshakeTurn = loop.now
      return true
    }
    return Instant.now - loop.now < Self.handshakeTimePerTurn
  }

  private static let handshakeTimePerTurn = Nanoseconds(.milliseconds(4))

  /// Begins to speak HTTP over a channel.
  func open(_ channel: Channel, _ opening: Opening) {
    let connection = HTTPConnection(channel, peer: opening.peer)
    channel.setDriver(connection)
    if let refusal = opening.refusal { connection.refuse(refusal) } else { connection.start() }
  }

  /// A channel of this loop was closed.
  func channelClosed(from group: AddressGroup) {
    census.leave(from: group)
    channelCount -= 1
    if channelCount == 0 { resumeEmptyWaiters() }
  }

  /// The Date field without its line end, made once a second.
  var dateLine: [UInt8] {
    if dateBytes.isEmpty || dateMoment + Self.second < loop.now {
      dateMoment = loop.now
      let date = HTTPDate(secondsSinceEpoch: SystemCall.secondsSinceEpoch())
      dateBytes = Array("Date: ".utf8) + date.bytes
    }
    return dateBytes
  }

  private static let second = Nanoseconds(.seconds(1))

  // MARK: - Topics

  /// The loop's replica of a topic, made when nobody follows the topic here yet.
  func replica(of topic: Topic, coding: FrameCoding) -> TopicReplica {
    let id = TopicReplica.ID(
      topic: ObjectIdentifier(topic),
      loop: ObjectIdentifier(loop),
      coding: coding
    )
    // Subscribers of one topic often come in a row.
    if let lastReplica, lastReplica.id == id { return lastReplica }
    if let replica = replicas[id] {
      lastReplica = replica
      return replica
    }
    let replica = TopicReplica(of: topic, id: id, worker: self)
    replicas[id] = replica
    lastReplica = replica
    return replica
  }

  /// Forgets a replica that nobody follows any more.
  func remove(_ replica: TopicReplica) {
    replicas[replica.id] = nil
    if lastReplica === replica { lastReplica = nil }
  }

  // MARK: - The end

  /// Stops accepting and asks every connection to end.
  func drain() {
    loop.assertOnLoop()
    guard !isDraining else { return }
    isDraining = true
    for listener in listeners { listener.close() }
    listeners = []
    for handler in loop.handlers {
      if let channel = handler as? Channel { channel.drain() }
      if let handshake = handler as? TLSHandshake { handshake.drain() }
    }
  }

  /// Closes what is left.
  func abort() {
    loop.assertOnLoop()
    for handler in loop.handlers {
      if let channel = handler as? Channel { channel.close() }
      if let handshake = handler as? TLSHandshake { handshake.close() }
    }
  }

  /// Resumes a task when no connection is open.
  func whenEmpty(_ resumption: Resumption<Void>) {
    emptyWaiters.append(resumption)
    if channelCount == 0 { resumeEmptyWaiters() }
  }

  private func resumeEmptyWaiters() {
    let waiters = emptyWaiters
    emptyWaiters = []
    for waiter in waiters { waiter.resume(returning: ()) }
  }
}

/// What is known of a connection before it speaks HTTP.
struct Opening {
  let peer: PeerInformation
  let group: AddressGroup
  /// What to tell the peer instead of serving it.
  var refusal: Refusal?
}

/// The time-outs of a server as the loop counts time.
struct Timeouts {
  let handshake: Nanoseconds
  let head: Nanoseconds
  let content: Nanoseconds
  let idle: Nanoseconds
  let write: Nanoseconds
  let close: Nanoseconds
  let ping: Nanoseconds
  let silence: Nanoseconds
  let closingHandshake: Nanoseconds

  init(_ configuration: HTTPServerConfiguration) {
    handshake = Nanoseconds(configuration.connectionLimits.handshakeTimeout)
    head = Nanoseconds(configuration.connectionLimits.headTimeout)
    content = Nanoseconds(configuration.connectionLimits.contentTimeout)
    idle = Nanoseconds(configuration.connectionLimits.idleTimeout)
    write = Nanoseconds(configuration.connectionLimits.writeTimeout)
    close = Nanoseconds(configuration.connectionLimits.closeTimeout)
    ping = Nanoseconds(configuration.webSocketLimits.pingInterval)
    silence = Nanoseconds(configuration.webSocketLimits.silenceTimeout)
    closingHandshake = Nanoseconds(configuration.webSocketLimits.closeTimeout)
  }
}
