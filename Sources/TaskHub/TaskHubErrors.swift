/// Why a task was not taken.
package enum SubmissionError: Error, Equatable, Sendable {
  /// As many tasks, or bytes of documents, wait as may; worth another try after so many seconds, 1 to 300.
  case queueFull(waitingMax: Int, openBytesMax: Int, retryAfterSeconds: Int)
  /// The key was used before with another payload.
  case idempotencyKeyReused
  /// The server is shutting down.
  case draining
  /// The task could not be written down, so it was not promised.
  case storageUnavailable
}

/// Why nothing can be said of a task.
package enum TaskLookupError: Error, Equatable, Sendable {
  /// No task has this id (any more).
  case unknown
  case storageUnavailable
}

/// Why an existing task could not be removed or run again.
package enum TaskActionError: Error, Equatable, Sendable {
  case lookup(TaskLookupError)
  /// Only an ended task can be removed or run again.
  case notEnded
  case submission(SubmissionError)
}

/// Why an archive cannot be had.
package enum TaskArchiveError: Error, Equatable, Sendable {
  case lookup(TaskLookupError)
  /// The task has not ended yet.
  case unfinished(TaskState)
  /// The task ended without an archive.
  case failed(TaskState)
  /// Retention removed it.
  case expired
}
