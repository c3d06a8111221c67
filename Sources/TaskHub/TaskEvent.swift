/// What everybody may know of a task by now; see ``TaskHub``.
package enum TaskEvent: Sendable {
  case updated(TaskID, ProgressUpdate)
  /// The task is forgotten.
  case removed(TaskID)
}
