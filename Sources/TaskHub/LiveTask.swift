/// A task that has not ended, with what the hub needs to run it and to tell of it.
struct LiveTask {
  /// As decided by the hub; the store may not have it yet.
  var record: TaskRecord
  /// As the store has it, so that it may be told; `nil` before the task is written down.
  var shown: TaskRecord?
  /// Updates that the store has; number *n* stands at index *n - 1*.
  var published: [ProgressUpdate] = []
  var track: ProgressTrack
  var watchers: [UInt64: CheckedContinuation<Void, Never>] = [:]
  let input: TaskInput
  let idempotencyKey: String?

  init(id: TaskID, submission: TaskSubmission, retryOf: TaskID?) {
    let now = Timestamp.now
    track = ProgressTrack(taskID: id)
    guard let first = track.record(.waiting, at: now) else {
      preconditionFailure("a new track tells its first milestone")
    }
    input = submission.input
    idempotencyKey = submission.idempotency?.key
    record = TaskRecord(
      id: id,
      state: .queued,
      title: submission.title,
      documentName: input.documentName,
      documentByteCount: input.source.byteCount,
      options: input.options,
      client: submission.client,
      retryOf: retryOf,
      createdAt: now,
      counts: TaskCounts(),
      archive: .absent,
      latest: first
    )
  }

  /// Published updates with a higher sequence.
  func news(after sequence: Int) -> ArraySlice<ProgressUpdate> {
    published.dropFirst(max(0, sequence))
  }

  func wakeWatchers() {
    for watcher in watchers.values { watcher.resume() }
  }
}
