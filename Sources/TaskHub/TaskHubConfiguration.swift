/// The hub's bounds and how long it keeps things.
package struct TaskHubConfiguration: Sendable {
  /// Tasks that run at the same time.
  package var workersMax = 2
  /// Tasks that wait; one more is refused.
  package var waitingMax = 256
  /// Bytes of the documents of tasks that have not ended; they are kept in memory. One task is always
  /// taken, whatever its size.
  package var openBytesMax = 1 << 30
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
