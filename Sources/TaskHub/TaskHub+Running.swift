import Logging

extension TaskHub {
  /// Gives free workers to waiting tasks.
  func startWaiting() {
    while !isDraining, running.count < configuration.workersMax, let id = waiting.popFirst() {
      start(id)
    }
  }

  private func start(_ id: TaskID) {
    guard var task = live[id] else { return }
    task.record.state = .running
    task.record.startedAt = .now
    live[id] = task
    commitLater([.replace(task.record)])
    logger.info("task started", metadata: ["task": "\(id)"])

    let reporter = ProgressReporter { [weak self] in await self?.report($0, of: id) }
    let (work, input) = (work, task.input)
    // Below everything that somebody waits for: each priority has threads of its own, so requests and
    // timers do not queue behind designs that compute for long.
    running[id] = Task.detached(priority: .utility) {
      let outcome: Result<TaskResult, any Error>
      do {
        outcome = .success(try await work(input, reporter))
      } catch {
        outcome = .failure(error)
      }
      await self.workReturned(of: id, outcome)
    }
  }

  private func report(_ milestone: Milestone, of id: TaskID) async {
    guard var task = live[id], !task.record.state.hasEnded,
      let update = task.track.record(milestone)
    else { return }
    task.record.latest = update
    live[id] = task
    _ = await commit([.append(id, update)])
  }

  private func workReturned(of id: TaskID, _ outcome: Result<TaskResult, any Error>) async {
    let wasCancelled = running.removeValue(forKey: id)?.isCancelled ?? true
    switch outcome {
    case .success(let result): await end(id, .complete, result: result)
    case .failure(let failure as TaskFailure):
      await end(id, .failed(cause: failure.cause, problem: failure.problem))
    case .failure(let error) where wasCancelled:
      // Its user cancelled it and was told; or the hub drains, and it stays as it is.
      logger.debug("task stopped", metadata: ["task": "\(id)", "error": "\(error)"])
    case .failure(let error):
      logger.error("task work failed", metadata: ["task": "\(id)", "error": "\(error)"])
      let cause = "an internal error, see the server's log for task \(id)."
      await end(id, .failed(cause: cause, problem: nil))
    }
    startWaiting()
    if running.isEmpty { resumeIdleWaiters() }
  }

  /// Writes down a task's end and tells it; does nothing when it has ended already.
  private func end(_ id: TaskID, _ milestone: Milestone, result: TaskResult? = nil) async {
    guard var task = live[id], !task.record.state.hasEnded,
      let update = task.track.record(milestone)
    else { return }
    var record = task.record
    record.latest = update
    record.endedAt = update.timestamp
    record.state =
      switch update.stage {
      case .complete: .complete
      case .cancelled: .cancelled
      default: .error
      }
    var changes: [TaskChange] = []
    if let result {
      record.title = result.title ?? record.title
      record.counts = result.counts
      record.summary = result.summary
      record.archive = .ready(byteCount: result.archive.bytes.count)
      changes.append(.keep(id, result.archive))
    }
    task.record = record
    live[id] = task
    _ = await commit(changes + [.append(id, update), .replace(record)])
    noteEnd(of: record)
    await sweepWhenDue()
  }

  private func noteEnd(of record: TaskRecord) {
    let milliseconds = record.startedAt.map { record.latest.timestamp.milliseconds(since: $0) }
    if let milliseconds {
      runSecondsAverage += (Double(milliseconds) / 1000 - runSecondsAverage) / 8
    }
    logger.info(
      "task ended",
      metadata: [
        "task": "\(record.id)", "state": "\(record.state.rawValue)",
        "milliseconds": "\(milliseconds ?? 0)", "message": "\(record.latest.message)",
      ]
    )
  }

  // MARK: - Stopping

  /// Ends a task that has not ended: its watchers hear it at once, its closure is asked to stop.
  ///
  /// An ended task stays as it is. Returns the record afterwards.
  package func cancel(_ id: TaskID) async throws(TaskLookupError) -> TaskRecord {
    if let task = live[id] {
      _ = waiting.remove(id, client: task.record.client)
      running[id]?.cancel()
      await end(id, .cancelled)
    }
    return try await record(of: id)
  }

  /// Forgets an ended task with all that belongs to it.
  package func remove(_ id: TaskID) async throws(TaskActionError) {
    let record: TaskRecord
    do { record = try await self.record(of: id) } catch { throw .lookup(error) }
    guard record.state.hasEnded else { throw .notEnded }
    guard await commit([.remove(id)]) else { throw .lookup(.storageUnavailable) }
    logger.info("task removed", metadata: ["task": "\(id)"])
  }

  /// Takes no task any more, lets the running ones finish for at most `limit`, then stops them where
  /// they are, and sends all watchers away.
  package func drain(within limit: Duration) async {
    isDraining = true
    let timer = Task {
      try? await Task.sleep(for: limit)  // It only throws when nobody waits any more.
      if !Task.isCancelled { self.stopRunning() }
    }
    if !running.isEmpty {
      await withCheckedContinuation { idleWaiters.append($0) }
    }
    timer.cancel()
    isInterrupted = true
    for id in live.keys { wakeWatchers(of: id) }
  }

  private func stopRunning() {
    for (id, task) in running {
      logger.notice("task interrupted by shutdown", metadata: ["task": "\(id)"])
      task.cancel()
    }
    resumeIdleWaiters()
  }

  private func resumeIdleWaiters() {
    let waiters = idleWaiters
    idleWaiters = []
    for waiter in waiters { waiter.resume() }
  }
}
