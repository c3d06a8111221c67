import Logging

/// Everything that the connections of one loop share: the handler, the limits, the buffers.
///
/// It belongs to its loop, except for what never changes.
final class Worker {
  let loop: EventLoop
  let handler: any RequestHandler
  let logger: Logger
  let httpLimits: HTTPLimits
  let connectionLimits: ConnectionLimits
  let webSocketLimits: WebSocketLimits
  let timeouts: Timeouts

  /// What every receive of the loop fills; parsers work in it, nobody keeps it.
  let receiveBuffer = ByteBuffer(capacity: 256 * 1024)
  let pool = BufferPool()
  /// What zlib needs for the WebSocket connections.
  let compression: CompressionPool

  private let census: ConnectionCensus
  private var listeners: [Listener] = []
  private var channelCount = 0
  private(set) var isDraining = false
  private var emptyWaiters: [Resumption<Void>] = []
  private var replicas: [TopicReplica.ID: TopicReplica] = [:]
  private var dateBytes: [UInt8] = []
  private var dateMoment = Instant.start

  init(
    loop: EventLoop,
    configuration: HTTPServerConfiguration,
    handler: any RequestHandler,
    logger: Logger,
    census: ConnectionCensus
  ) {
    self.loop = loop
    self.handler = handler
    self.logger = logger
    self.census = census
    httpLimits = configuration.httpLimits
    connectionLimits = configuration.connectionLimits
    webSocketLimits = configuration.webSocketLimits
    timeouts = Timeouts(configuration)
    compression = CompressionPool(contextBytesMax: configuration.webSocketLimits.contextBytesMax)
  }

  // MARK: - Connections

  /// Begins to accept from sockets that listen already.
  func listen(on sockets: [ListeningSocket]) {
    loop.assertOnLoop()
    for socket in sockets {
      do {
        listeners.append(try Listener(socket, worker: self))
      } catch {
        logger.error("cannot watch a listening socket", metadata: ["error": "\(error)"])
      }
    }
  }

  /// Takes a connection that was just accepted.
  func accepted(_ socket: consuming AcceptedSocket) {
    let peer = PeerInformation(address: socket.peer)
    let group = AddressGroup(
      peer.address,
      exemptsLoopback: connectionLimits.exemptsLoopback
    )
    let verdict = census.enter(from: group)
    // Letting go of the socket closes it.
    if verdict == .overrun { return }
    do {
      let channel = try Channel(socket, from: group, worker: self)
      channelCount += 1
      let connection = HTTPConnection(channel, peer: peer)
      channel.setDriver(connection)
      switch verdict {
      case .welcome: connection.start()
      case .tooManyFromAddress: connection.refuse(isForAddress: true)
      case .tooMany, .overrun: connection.refuse(isForAddress: false)
      }
    } catch {
      census.leave(from: group)
      logger.error("cannot watch a connection", metadata: ["error": "\(error)"])
    }
  }

  /// A channel of this loop was closed.
  func channelClosed(from group: AddressGroup) {
    census.leave(from: group)
    channelCount -= 1
    if channelCount == 0 { resumeEmptyWaiters() }
  }

  /// The value of the Date field, made once a second.
  var date: [UInt8] {
    if dateBytes.isEmpty || dateMoment + Self.second < loop.now {
      dateMoment = loop.now
      dateBytes = HTTPDate(secondsSinceEpoch: SystemCall.secondsSinceEpoch()).bytes
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
    if let replica = replicas[id] { return replica }
    let replica = TopicReplica(of: topic, id: id, worker: self)
    replicas[id] = replica
    return replica
  }

  /// Forgets a replica that nobody follows any more.
  func remove(_ replica: TopicReplica) {
    replicas[replica.id] = nil
  }

  // MARK: - The end

  /// Stops accepting and asks every connection to end.
  func drain() {
    loop.assertOnLoop()
    guard !isDraining else { return }
    isDraining = true
    for listener in listeners { listener.close() }
    listeners = []
    for case let channel as Channel in loop.handlers { channel.drain() }
  }

  /// Closes what is left.
  func abort() {
    loop.assertOnLoop()
    for case let channel as Channel in loop.handlers { channel.close() }
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

/// The time-outs of a server as the loop counts time.
struct Timeouts {
  let head: Nanoseconds
  let content: Nanoseconds
  let idle: Nanoseconds
  let write: Nanoseconds
  let close: Nanoseconds
  let ping: Nanoseconds
  let silence: Nanoseconds
  let closingHandshake: Nanoseconds

  init(_ configuration: HTTPServerConfiguration) {
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
