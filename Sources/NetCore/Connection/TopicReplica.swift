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
  private var subscribers: [WebSocketConnection] = []
  private var isDue = false

  init(of topic: Topic, id: ID, worker: Worker) {
    self.topic = topic
    self.id = id
    self.worker = worker
    log = topic.add(LoopBound(self, on: worker.loop), id: id)
  }

  // MARK: - Subscribers

  /// Takes a subscriber that wants everything after a sequence. The first of it leaves at the end
  /// of the turn.
  func add(_ subscriber: WebSocketConnection, after sequence: Int) -> TopicCursor {
    subscribers.append(subscriber)
    hasNews()
    let first = log.index(after: sequence)
    subscriber.move(to: subscribers.count - 1)
    return TopicCursor(
      nextIndex: first,
      after: sequence,
      backlogByteCountMax: worker.webSocketLimits.backlogBytesMax + log.byteCount(from: first)
    )
  }

  /// Forgets a subscriber; the replica with the last one.
  func remove(at position: Int) {
    let last = subscribers.removeLast()
    if position < subscribers.count {
      subscribers[position] = last
      last.move(to: position)
    }
    guard subscribers.isEmpty else { return }
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
    topic.readNews(into: &log, id: id)
    // From the end: one that leaves meanwhile is replaced by the last one, which had its turn.
    var position = subscribers.count - 1
    while position >= 0 {
      subscribers[position].deliver()
      position -= 1
    }
  }

  /// Sends a subscriber what it has not yet, as far as its socket takes it.
  ///
  /// - Returns: whether it has everything now, with the close frame at the end.
  func deliver(to cursor: inout TopicCursor, through channel: Channel) -> Bool {
    if let sequence = cursor.after {
      cursor.nextIndex = log.index(after: sequence)
      guard cursor.nextIndex < log.endIndex else { return false }
      cursor.after = nil
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

  /// Moves a cursor behind what was sent. The rest of a frame that was cut is left to the channel.
  private func advance(_ cursor: inout TopicCursor, to position: Int, through channel: Channel) {
    guard position < log.bytes.count else { return cursor.nextIndex = log.endIndex }
    cursor.nextIndex = log.index(at: position)
    guard channel.isOpen, position > log.position(of: cursor.nextIndex) else { return }
    cursor.nextIndex += 1
    channel.write(Array(log.bytes[position..<log.position(of: cursor.nextIndex)]))
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
  /// How far it may lag behind before it is conflated: for its first replay as far as that goes.
  var backlogByteCountMax: Int
}
