/// Which part of the history is wanted; newest first.
package struct HistoryQuery: Sendable {
  package var states: Set<TaskState>?
  /// Only tasks behind this one.
  package var cursor: HistoryCursor?
  package var limit: Int

  package init(states: Set<TaskState>? = nil, cursor: HistoryCursor? = nil, limit: Int = 50) {
    self.states = states
    self.cursor = cursor
    self.limit = limit
  }
}

/// A stretch of the history.
package struct HistoryPage: Sendable {
  package var records: [TaskRecord]
  /// For the next page; `nil` at the end.
  package var next: HistoryCursor?
}

/// A place in the history: its order is creation time, then id. Opaque in its text form.
package struct HistoryCursor: Sendable, Hashable {
  package let createdAt: Timestamp
  package let id: TaskID

  package init(_ record: TaskRecord) {
    createdAt = record.createdAt
    id = record.id
  }

  /// Reads a text that a page gave out; `nil` for any other.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = Int64(parts[0], radix: 36), let id = TaskID(String(parts[1]))
    else { return nil }
    createdAt = Timestamp(millisecondsSinceEpoch: time)
    self.id = id
  }

  package var text: String {
    String(createdAt.millisecondsSinceEpoch, radix: 36) + "." + id.text
  }

  /// `record` comes after this place when the newest are listed first.
  package func precedes(_ record: TaskRecord) -> Bool {
    (record.createdAt, record.id.text) < (createdAt, id.text)
  }
}
