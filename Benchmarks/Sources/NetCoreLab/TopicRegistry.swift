import NetCore
import Synchronization

/// The topics that clients have named, each for as long as somebody follows it.
///
/// Nobody is told what was published before, so that a topic without followers is worth nothing.
final class TopicRegistry: Sendable {
  /// What is kept of a topic for those of its followers that are slow.
  static let historyByteCountMax = 1024 * 1024
  /// Topics at a time.
  private static let topicsMax = 1024
  /// How long a topic stays without a follower: the one for whom it was made is about to come.
  private static let grace = Duration.seconds(1)

  private struct Entry {
    let topic: Topic
    var isWantedUntil: ContinuousClock.Instant
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var isSweptAfter = ContinuousClock.now

    /// Forgets topics that nobody follows, once in a while.
    mutating func sweep(_ now: ContinuousClock.Instant) {
      guard now >= isSweptAfter else { return }
      isSweptAfter = now + TopicRegistry.grace
      entries = entries.filter { $0.value.isWantedUntil > now || $0.value.topic.isFollowed }
    }
  }

  private let state = Mutex(State())

  /// The topic of that name, for somebody who will follow it; nil when there are too many.
  func topic(named name: String) -> Topic? {
    let now = ContinuousClock.now
    return state.withLock { state in
      if state.entries[name] == nil {
        state.sweep(now)
        guard state.entries.count < Self.topicsMax else { return nil }
        let topic = Topic(historyByteCountMax: Self.historyByteCountMax)
        state.entries[name] = Entry(topic: topic, isWantedUntil: now)
      }
      state.entries[name]?.isWantedUntil = now + Self.grace
      return state.entries[name]?.topic
    }
  }

  /// Sends a message to all who follow the topic of that name.
  func publish(_ message: WebSocketMessage, to name: String) {
    let topic = state.withLock { $0.entries[name]?.topic }
    if let topic, topic.isFollowed { topic.append(message) }
  }
}
