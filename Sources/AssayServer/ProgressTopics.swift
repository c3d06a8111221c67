import JSONSchema
import Logging
import NetCore
import TaskHub

/// One topic for each task that somebody watches over a WebSocket, filled by one pump.
final class ProgressTopics: Sendable {
  /// Topics of ended tasks that are kept for late watchers; a dropped one is made anew.
  private static let endedMax = 64

  private struct State {
    var topics: [TaskID: Topic] = [:]
    /// Oldest first.
    var ended: [TaskID] = []
  }

  private let hub: TaskHub
  private let logger: Logger
  private let state = Guarded(State())

  init(hub: TaskHub, logger: Logger) {
    self.hub = hub
    self.logger = logger
  }

  /// The task's topic, which begins to fill when it is asked for the first time.
  func topic(of id: TaskID) -> Topic {
    let (topic, isNew) = state.withLock { state in
      if let topic = state.topics[id] { return (topic, false) }
      let topic = Topic()
      state.topics[id] = topic
      return (topic, true)
    }
    if isNew {
      // Ends with the task, or when the hub sends its watchers away.
      Task.detached { await self.pump(id, into: topic) }
    }
    return topic
  }

  private func pump(_ id: TaskID, into topic: Topic) async {
    var sequence = 0
    while true {
      let batch: UpdateBatch
      do {
        batch = try await hub.nextUpdates(of: id, after: sequence)
      } catch {
        logger.debug("task lost its watchers", metadata: ["task": "\(id)", "error": "\(error)"])
        topic.finish()
        return forget(id)
      }
      for update in batch.updates {
        sequence = update.sequence ?? sequence + 1
        topic.append(
          text: update.json.bytes,
          sequence: sequence,
          conflationKey: update.stage.rawValue
        )
      }
      switch batch.outlook {
      case .open: continue
      case .ended:
        topic.finish()
        return retire(id)
      case .interrupted: return forget(id)
      }
    }
  }

  private func retire(_ id: TaskID) {
    state.withLock { state in
      state.ended.append(id)
      if state.ended.count > Self.endedMax { state.topics[state.ended.removeFirst()] = nil }
    }
  }

  private func forget(_ id: TaskID) {
    state.withLock { $0.topics[id] = nil }
  }
}
