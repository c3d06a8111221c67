/// Where a task is in its life: `queued → running → complete | error | cancelled`.
package enum TaskState: String, Sendable, Codable, CaseIterable {
  case queued, running, complete, error, cancelled

  /// The task will not change any more.
  package var hasEnded: Bool {
    switch self {
    case .queued, .running: false
    case .complete, .error, .cancelled: true
    }
  }
}

/// All that is known of a task except its document, its updates and its archive.
package struct TaskRecord: Sendable, Equatable, Codable {
  package var id: TaskID
  package var state: TaskState
  /// The document's title, for lists.
  package var title: String?
  /// The name of the uploaded file, or the address it came from.
  package var documentName: String?
  package var documentByteCount: Int
  /// Opaque to the hub: the options as JSON.
  package var options: [UInt8]
  /// Who asked; the unit of fairness.
  package var client: String
  package var retryOf: TaskID?
  package var createdAt: Timestamp
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?
  package var counts: TaskCounts
  /// Opaque to the hub: warnings and what was left out, as JSON; `nil` before the end.
  package var summary: [UInt8]?
  package var archive: ArchiveState
  /// The newest update; there is one from the beginning.
  package var latest: ProgressUpdate
}

/// What a complete task has made.
package struct TaskCounts: Sendable, Equatable, Codable {
  package var operations: Int
  package var cases: Int
  package var files: Int

  package init(operations: Int = 0, cases: Int = 0, files: Int = 0) {
    self.operations = operations
    self.cases = cases
    self.files = files
  }
}

/// Whether the archive can be had.
package enum ArchiveState: Sendable, Equatable, Codable {
  /// The task has made none, or not yet.
  case absent
  case ready(byteCount: Int)
  /// There was one; retention removed it.
  case expired

  package var byteCount: Int {
    if case .ready(let byteCount) = self { byteCount } else { 0 }
  }
}
