/// One stream of messages that any number of WebSocket connections follow.
///
/// A message is encoded once, whatever the number of subscribers. Each loop with subscribers has
/// a replica of the log and sends each of them what is new at the end of its turn.
public final class Topic: Sendable {
  private struct State {
    var logs = TopicLogs()
    var followers: [Follower] = []

    /// The replicas that do not know yet that there is something new; they count as told then.
    mutating func followersToTell() -> [LoopBound<TopicReplica>] {
      var untold: [LoopBound<TopicReplica>] = []
      for index in followers.indices where !followers[index].isTold {
        followers[index].isTold = true
        untold.append(followers[index].replica)
      }
      return untold
    }
  }

  /// A loop's replica, and whether it knows that there is something new.
  private struct Follower {
    let replica: LoopBound<TopicReplica>
    let id: TopicReplica.ID
    var isTold = false
  }

  private let historyByteCountMax: Int
  private let state = Guarded(State())

  /// Makes a topic without messages.
  ///
  /// - Parameter historyByteCountMax: what is kept, to within a factor of two, for subscribers that
  ///   come later and for those that are slow. Of what is older they get only the newest message
  ///   of each conflation key.
  public init(historyByteCountMax: Int = 8 * 1024 * 1024) {
    self.historyByteCountMax = historyByteCountMax
  }

  /// Adds a message; callable from any thread.
  ///
  /// Sequences ascend: a message whose sequence is not above the last one, or that comes after
  /// ``finish(closeCode:)``, is ignored, so that a history may be appended over a live topic.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - conflationKey: a subscriber that is too slow gets only the newest message of each key.
  public func append(text: [UInt8], sequence: Int, conflationKey: String) {
    change { logs in
      logs.append(.text(text), sequence: sequence, conflationKey: conflationKey)
      logs.trim(toByteCount: historyByteCountMax)
    }
  }

  /// Adds a message with the next sequence; callable from any thread.
  ///
  /// - Parameter conflationKey: a subscriber that is too slow gets only the newest message of each
  ///   key, thus only the newest of all when there is but one.
  public func append(_ message: WebSocketMessage, conflationKey: String = "") {
    change { logs in
      logs.append(message, sequence: logs.nextSequence, conflationKey: conflationKey)
      logs.trim(toByteCount: historyByteCountMax)
    }
  }

  /// The sequence of the newest message; `Int.min` without one.
  public var lastSequence: Int { state.withLock { $0.logs.lastSequence } }

  /// Whether a connection follows the topic at the moment.
  public var isFollowed: Bool { state.withLock { !$0.followers.isEmpty } }

  /// Ends the topic: each subscriber, also a later one, gets what it has not yet and then a close
  /// frame. Ending a topic again changes nothing.
  public func finish(closeCode: UInt16 = CloseCode.normal) {
    change { $0.finish(closeCode: closeCode) }
  }

  private func change(_ body: (inout TopicLogs) -> Void) {
    let untold = state.withLock { state -> [LoopBound<TopicReplica>] in
      body(&state.logs)
      return state.followersToTell()
    }
    for replica in untold { replica.run { $0.hasNews() } }
  }

  // MARK: - Replicas

  /// Tells a replica of news from now on, and hands it what is there.
  func add(_ replica: LoopBound<TopicReplica>, id: TopicReplica.ID) -> FrameLog {
    state.withLock { state in
      state.followers.append(Follower(replica: replica, id: id))
      return state.logs.log(id.coding)
    }
  }

  /// Forgets a replica.
  func removeReplica(_ id: TopicReplica.ID) {
    state.withLock { state in state.followers.removeAll { $0.id == id } }
  }

  /// Adds to a replica's log what it has not yet; from then on the replica is told again.
  func readNews(into log: inout FrameLog, id: TopicReplica.ID) {
    state.withLock { state in
      for index in state.followers.indices where state.followers[index].id == id {
        state.followers[index].isTold = false
      }
      log.append(newsOf: state.logs.log(id.coding))
    }
    log.trim(toByteCount: historyByteCountMax)
  }
}
