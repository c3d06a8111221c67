/// Turns the milestones of one task into its numbered updates; a value, so it is tested without a hub.
///
/// It keeps the rules that hold over the whole sequence: progress never falls inside a stage, errors
/// and cancellation carry the last progress reached, nothing follows a terminal update, and a task of
/// very many operations does not tell each of them.
package struct ProgressTrack: Sendable {
  /// Updates after which a step that does not move the percentage is not told any more.
  package static let detailedUpdatesMax = 10_000

  package private(set) var latest: ProgressUpdate?
  private let taskID: TaskID?
  private var endpointCount: Int?

  package init(taskID: TaskID? = nil, latest: ProgressUpdate? = nil) {
    self.taskID = taskID
    self.latest = latest
    endpointCount = latest?.endpointCount
  }

  /// The update that tells `milestone`; `nil` when there is nothing to tell.
  package mutating func record(
    _ milestone: Milestone,
    at timestamp: Timestamp = .now
  ) -> ProgressUpdate? {
    if let latest, latest.stage.isTerminal { return nil }
    let isSameStage = latest?.stage == milestone.stage
    let reached = latest?.progress ?? 0
    var progress = milestone.progress ?? reached
    if isSameStage { progress = max(progress, reached) }

    let sequence = (latest?.sequence ?? 0) + 1
    if isSameStage, progress == reached, sequence > Self.detailedUpdatesMax { return nil }

    if case .designing(let count) = milestone { endpointCount = count }
    var update = ProgressUpdate(
      stage: milestone.stage,
      progress: progress,
      message: milestone.message,
      timestamp: timestamp,
      endpointCount: endpointCount,
      taskID: taskID,
      sequence: sequence
    )
    if case .designed(let index, _, _, _) = milestone { update.currentEndpoint = index }
    if case .failed(_, let problem) = milestone { update.problem = problem }
    latest = update
    return update
  }
}
