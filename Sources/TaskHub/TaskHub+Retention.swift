import Logging

extension TaskHub {
  /// Ended tasks after which a sweep comes before its time.
  private static let endedPerSweepMax = 32

  /// Sweeps from time to time until it is cancelled.
  package func run() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: configuration.sweepInterval)  // Cancellation ends the loop.
      if !Task.isCancelled { await sweep() }
    }
  }

  func sweepWhenDue() async {
    endedSinceSweep += 1
    if endedSinceSweep >= Self.endedPerSweepMax { await sweep() }
  }

  /// Removes archives and tasks that are over the bounds of the configuration.
  package func sweep(now: Timestamp = .now) async {
    endedSinceSweep = 0
    let query = HistoryQuery(states: [.complete, .error, .cancelled], limit: .max)
    guard let ended = try? await read({ try await $0.records(query) }) else {
      return  // The failure is in the log; the next sweep tries again.
    }
    let changes = configuration.changesForRetention(of: ended, now: now)
    guard !changes.isEmpty, await commit(changes) else { return }
    logger.info("tasks swept", metadata: ["changes": "\(changes.count)"])
  }
}

extension TaskHubConfiguration {
  /// What has to go of these ended tasks, which come newest first.
  func changesForRetention(of ended: [TaskRecord], now: Timestamp) -> [TaskChange] {
    var changes: [TaskChange] = []
    var storedBytes = 0
    for (index, record) in ended.enumerated() {
      let end = record.endedAt ?? record.createdAt
      storedBytes += record.documentByteCount + record.archive.byteCount
      if index >= endedTasksMax || storedBytes > storedBytesMax
        || end < now.earlier(by: historyAgeMax)
      {
        changes.append(.remove(record.id))
      } else if record.archive.byteCount > 0, end < now.earlier(by: archiveAgeMax) {
        var expired = record
        expired.archive = .expired
        changes += [.removeArchive(record.id), .replace(expired)]
      }
    }
    return changes
  }
}
