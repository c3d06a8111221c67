import JSONSchema
import NetCore
package import TaskHub

/// The latest update of every task, readable from any thread without waiting for the hub.
///
/// It is what lets an event loop answer "unknown task" and "latest progress" within its turn.
package final class ProgressBoard: Sendable {
  package struct Entry: Sendable {
    /// The update's JSON.
    package let json: [UInt8]
    package let sequence: Int
    package let hasEnded: Bool
  }

  private let entries = Guarded<[TaskID: Entry]>([:])

  package init() {}

  /// Takes what the hub tells its observer.
  package func receive(_ event: TaskEvent) {
    switch event {
    case .updated(let id, let update):
      let entry = Entry(
        json: update.json.bytes,
        sequence: update.sequence ?? 0,
        hasEnded: update.stage.isTerminal
      )
      entries.withLock { $0[id] = entry }
    case .removed(let id): entries.withLock { $0[id] = nil }
    }
  }

  /// `nil` when the task is unknown.
  package func latest(of id: TaskID) -> Entry? {
    entries.withLock { $0[id] }
  }
}
