/// What one loop has of a topic: the frames, and the connections of the loop that follow it.
///
/// It belongs to its loop. Each subscriber has a cursor, the index of the next frame that it is to
/// get; nothing is copied for one that is slow, except the rest of a frame that was cut.
final class TopicReplica: TurnEndHandler {
  /// Names a replica: one topic, one coding, one loop.
  struct ID: Hashable, Sendable {
    let topic: ObjectIdentifier
    let loop: ObjectIdentifier
    let coding: FrameCoding
  }

  let id: ID
  private let topic: Topic
  private let worker: Worker
  private var log = FrameLog()
  // A subscriber has the same place in all three. The loop over those that have everything looks at
  // the first two only.
  private let channels = Table<Channel>()
  private let cursors = Table<TopicCursor>()
  private let connections = Table<WebSocketConnection>()
  private var isDue = false
  /// Those from here on came since the last delivery.
  private var firstNew = 0
  /// The frame that was cut last.
  private var cutFrame: (index: Int, bytes: [UInt8])?

  init(of topic: Topic, id: ID, worker: Worker) {
    self.topic = topic
    self.id = id
    self.worker = worker
    log = topic.add(LoopBound(self, on: worker.loop), id: id)
  }

  // MARK: - Subscribers

  /// Takes a subscriber that wants everything after a sequence. The first of it leaves at the end
  /// of the turn.
  func add(_ subscriber: WebSocketConnection, on channel: Channel, after sequence: Int) {
    channels.append(channel)
    cursors.append(TopicCursor(nextIndex: log.endIndex, after: sequence, backlogByteCountMax: 0))
    connections.append(subscriber)
    subscriber.move(to: connections.count - 1)
    hasNews()
  }

  /// Forgets a subscriber; the replica with the last one.
  func remove(at position: Int) {
    channels.remove(at: position)
    cursors.remove(at: position)
    connections.remove(at: position)
    if position < connections.count {
      connections[position].move(to: position)
      // The last one, which is here now, may be new.
      if firstNew <= connections.count { firstNew = min(firstNew, position) }
    }
    firstNew = min(firstNew, connections.count)
    guard connections.count == 0 else { return }
    topic.removeReplica(id)
    worker.remove(self)
  }

  // MARK: - Delivery

  /// The topic has something that this log has not.
  func hasNews() {
    guard !isDue else { return }
    isDue = true
    worker.loop.atTurnEnd(self)
  }

  func turnEnds() {
    isDue = false
    let oldEnd = log.endIndex
    topic.readNews(into: &log, id: id)
    let log = log
    let isSimple =
      oldEnd >= log.startIndex && oldEnd < log.endIndex && !log.isFinished
    let newsStart = isSimple ? log.position(of: oldEnd) : log.bytes.count
    let news = log.bytes.span.extracting(newsStart...)
    // From the end: one that leaves meanwhile is replaced by the last one, which had its turn.
    var position = channels.count - 1
    // Without news only those who are new lack something.
    let first = oldEnd < log.endIndex ? 0 : firstNew
    firstNew = channels.count
    while position >= first {
      // Those who had everything before get the same bytes now.
      let channel = channels[position]
      if isSimple, cursors[position].isAt(oldEnd), channel.takesBytesDirectly {
        send(news, from: newsStart, to: position, through: channel)
      } else {
        deliver(to: position)
      }
      position -= 1
    }
  }

  /// Sends a subscriber all news, or as much as its socket takes.
  @inline(__always)
  private func send(
    _ news: Span<UInt8>,
    from newsStart: Int,
    to position: Int,
    through channel: Channel
  ) {
    let sent = channel.sendDirectly(news)
    if sent == news.count {
      cursors[position].nextIndex = log.endIndex
    } else if channel.isOpen {
      advance(&cursors[position], to: newsStart + sent, through: channel)
      cursors[position].backlogByteCountMax = worker.webSocketLimits.backlogBytesMax + news.count
      channel.resetUnlessRoom()
    }
  }

  /// Sends a subscriber what it has not yet, as far as its socket takes it.
  func deliver(to position: Int) {
    let channel = channels[position]
    guard channel.takesBytesDirectly else { return }
    let connection = connections[position]
    var cursor = cursors[position]
    let isFinished = deliver(to: &cursor, through: channel)
    // One that broke has left, and another one has its place.
    guard channel.isOpen else { return }
    cursors[position] = cursor
    if isFinished { connection.closeSent() }
    channel.resetUnlessRoom()
  }

  /// - Returns: whether the subscriber has everything now, with the close frame at the end.
  private func deliver(to cursor: inout TopicCursor, through channel: Channel) -> Bool {
    if let sequence = cursor.after {
      cursor.nextIndex = log.index(after: sequence)
      guard cursor.nextIndex < log.endIndex else { return false }
      cursor.after = nil
      cursor.backlogByteCountMax = backlogByteCountMax(from: cursor.nextIndex)
    }
    if cursor.nextIndex < log.startIndex
      || log.byteCount(from: cursor.nextIndex) > cursor.backlogByteCountMax
    {
      conflate(&cursor, through: channel)
    }
    while cursor.nextIndex < log.endIndex, channel.takesBytesDirectly {
      let position = log.position(of: cursor.nextIndex)
      let sent = channel.sendDirectly(log.bytes.span.extracting(position...))
      advance(&cursor, to: position + sent, through: channel)
    }
    guard cursor.nextIndex == log.endIndex else { return false }
    cursor.backlogByteCountMax = worker.webSocketLimits.backlogBytesMax
    return log.isFinished
  }

  /// How far one that was not behind until now may fall behind: much news at once is not its fault.
  private func backlogByteCountMax(from index: Int) -> Int {
    worker.webSocketLimits.backlogBytesMax + log.byteCount(from: index)
  }

  /// Moves a cursor behind what was sent. The rest of a frame that was cut is left to the channel.
  private func advance(_ cursor: inout TopicCursor, to position: Int, through channel: Channel) {
    guard position < log.bytes.count else { return cursor.nextIndex = log.endIndex }
    cursor.nextIndex = log.index(at: position)
    let start = log.position(of: cursor.nextIndex)
    guard channel.isOpen, position > start else { return }
    channel.write(frame(at: cursor.nextIndex), from: position - start)
    cursor.nextIndex += 1
  }

  /// A frame by itself. Those for whom it was cut share it, however long it is.
  private func frame(at index: Int) -> [UInt8] {
    if let cutFrame, cutFrame.index == index { return cutFrame.bytes }
    let bytes = Array(log.bytes[log.position(of: index)..<log.position(of: index + 1)])
    cutFrame = (index, bytes)
    return bytes
  }

  /// Takes a subscriber that is too far behind to where it can follow: of what it misses it gets
  /// the newest frame of each key.
  private func conflate(_ cursor: inout TopicCursor, through channel: Channel) {
    let limit = worker.webSocketLimits.backlogBytesMax
    let end = log.byteCount(from: log.startIndex) <= limit ? log.startIndex : log.endIndex
    channel.write(log.conflated(cursor.nextIndex..<max(end, cursor.nextIndex)))
    cursor.nextIndex = max(end, cursor.nextIndex)
  }
}

/// How far one subscriber of a replica is.
struct TopicCursor {
  /// The next frame to send.
  var nextIndex: Int
  /// What the subscriber has already; nil as soon as there is something above it.
  var after: Int?
  /// How far it may lag behind before it is conflated.
  var backlogByteCountMax: Int

  /// Whether the subscriber has everything before an index.
  func isAt(_ index: Int) -> Bool { nextIndex == index && after == nil }
}
