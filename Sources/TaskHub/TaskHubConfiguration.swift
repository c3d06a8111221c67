/// The hub's bounds and how long it keeps things.
package struct TaskHubConfiguration: Sendable {
  /// Tasks that run at the same time.
  package var workersMax = 2
  /// Tasks that wait; one more is refused.
  package var waitingMax = 256
  /// Of one client, so that nobody fills the queue alone.
  package var waitingPerClientMax = 128
  /// An archive is removed after this time.
  package var archiveAgeMax: Duration = .seconds(7 * 86_400)
  /// A whole task is forgotten after this time.
  package var historyAgeMax: Duration = .seconds(30 * 86_400)
  /// Ended tasks that are remembered; the oldest go first.
  package var endedTasksMax = 1_000
  /// Documents and archives of ended tasks together; the oldest tasks go first.
  package var storedBytesMax = 1 << 30
  /// Time between two sweeps.
  package var sweepInterval: Duration = .seconds(60)

  package init() {}
}
