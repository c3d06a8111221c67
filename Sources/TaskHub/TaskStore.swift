/// Where tasks are kept: the hub writes here before it tells anybody.
///
/// A store has no rule of its own; order, states and retention are the hub's.
package protocol TaskStore: Sendable {
  /// Carries out all changes or none, in order; durable on return as far as the store is.
  func apply(_ changes: [TaskChange]) async throws
  func record(of id: TaskID) async throws -> TaskRecord?
  /// Newest first; see ``HistoryCursor``.
  func records(_ query: HistoryQuery) async throws -> [TaskRecord]
  /// In order of sequence.
  func updates(of id: TaskID, after sequence: Int) async throws -> [ProgressUpdate]
  func input(of id: TaskID) async throws -> TaskInput?
  func archive(of id: TaskID) async throws -> TaskArchive?
  /// The task that was submitted with this key, and the fingerprint then.
  func submission(withKey key: String) async throws -> (id: TaskID, fingerprint: String)?
}

/// One change of what is kept.
package enum TaskChange: Sendable {
  /// A new task: its first record, what it works on, and the key it came with.
  case create(TaskRecord, TaskInput, Idempotency?)
  /// Replaces the record.
  case replace(TaskRecord)
  /// Adds an update; it is the record's latest from now on.
  case append(TaskID, ProgressUpdate)
  case keep(TaskID, TaskArchive)
  case removeArchive(TaskID)
  /// Forgets everything about the task.
  case remove(TaskID)
}
