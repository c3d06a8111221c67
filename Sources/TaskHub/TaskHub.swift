package import Logging

/// The truth about tasks: their states, who waits, who runs, and who is told what.
///
/// Everything is written through the ``TaskStore`` before anybody hears of it. The hub runs a work
/// closure and knows neither what it does nor how its updates travel.
package actor TaskHub {
  /// Runs on the global pool, reports through the reporter, and should stop soon once cancelled.
  package typealias Work = @Sendable (TaskInput, ProgressReporter) async throws -> TaskResult

  let configuration: TaskHubConfiguration
  let store: any TaskStore
  let work: Work
  let observe: @Sendable (TaskEvent) -> Void
  let logger: Logger
  private let executor = HubExecutor()

  /// Tasks that have not ended, as far as the store knows.
  var live: [TaskID: LiveTask] = [:]
  var waiting = FairQueue<TaskID>()
  /// Occupied workers; a cancelled task keeps its worker until its closure returns.
  var running: [TaskID: Task<Void, Never>] = [:]
  /// Keys of tasks that this process has taken.
  var keys: [String: (id: TaskID, fingerprint: String)] = [:]
  var journal = Journal()
  var isDraining = false
  /// Watchers are sent away: nothing more will happen here.
  var isInterrupted = false
  var idleWaiters: [CheckedContinuation<Void, Never>] = []
  var watcherCount: UInt64 = 0
  var runSecondsAverage = 1.0
  var endedSinceSweep = 0

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    // Sound: this actor holds the executor as long as it lives.
    unsafe executor.asUnownedSerialExecutor()
  }

  /// - Parameter observe: told of each event once it is written down; called in order on the hub's
  ///   thread, so it must be quick.
  package init(
    configuration: TaskHubConfiguration = TaskHubConfiguration(),
    store: any TaskStore,
    logger: Logger,
    observe: @escaping @Sendable (TaskEvent) -> Void = { _ in },
    work: @escaping Work
  ) {
    precondition(configuration.workersMax > 0)
    precondition(configuration.waitingMax > 0)
    self.configuration = configuration
    self.store = store
    self.logger = logger
    self.observe = observe
    self.work = work
  }

  // MARK: - Taking tasks

  /// Takes a task; on return it is written down and will run.
  ///
  /// With an idempotency key that was used for an equal payload, the task of that time is returned.
  package func submit(_ submission: TaskSubmission) async throws(SubmissionError) -> TaskRecord {
    try await submit(submission, retryOf: nil)
  }

  /// Runs an ended task's document and options again, as a new task.
  package func retry(_ id: TaskID, client: String) async throws(TaskActionError) -> TaskRecord {
    let (record, input): (TaskRecord, TaskInput)
    do {
      record = try await self.record(of: id)
      guard record.state.hasEnded else { throw TaskActionError.notEnded }
      guard let stored = try await read({ try await $0.input(of: id) }) else {
        throw TaskLookupError.unknown
      }
      input = stored
    } catch let error as TaskLookupError {
      throw .lookup(error)
    } catch {
      throw .notEnded
    }
    do {
      let submission = TaskSubmission(input: input, title: record.title, client: client)
      return try await submit(submission, retryOf: id)
    } catch {
      throw .submission(error)
    }
  }

  private func submit(
    _ submission: TaskSubmission,
    retryOf: TaskID?
  ) async throws(SubmissionError) -> TaskRecord {
    guard !isDraining else { throw .draining }
    if let idempotency = submission.idempotency,
      let record = try await earlierTask(of: idempotency)
    {
      return record
    }
    try checkRoom(forByteCount: submission.input.source.byteCount)

    let id = TaskID.random()
    let task = LiveTask(id: id, submission: submission, retryOf: retryOf)
    live[id] = task
    waiting.append(id, client: submission.client)
    if let idempotency = submission.idempotency {
      keys[idempotency.key] = (id, idempotency.fingerprint)
    }
    let isStored = await commit([
      .create(task.record, submission.input, submission.idempotency),
      .append(id, task.record.latest),
    ])
    guard isStored else {
      abandon(id)
      throw .storageUnavailable
    }
    logger.info(
      "task queued",
      metadata: ["task": "\(id)", "bytes": "\(task.record.documentByteCount)"]
    )
    startWaiting()
    return task.record
  }

  /// The task that this key stands for, once it is written down; `nil` for a new key.
  private func earlierTask(
    of idempotency: Idempotency
  ) async throws(SubmissionError) -> TaskRecord? {
    var known = keys[idempotency.key]
    if known == nil {
      do {
        known = try await store.submission(withKey: idempotency.key)
      } catch {
        throw .storageUnavailable
      }
      // Another submission may have come in between.
      known = keys[idempotency.key] ?? known
    }
    guard let known else { return nil }
    guard known.fingerprint == idempotency.fingerprint else { throw .idempotencyKeyReused }
    // Behind its creation in the journal.
    guard await commit([]) else { throw .storageUnavailable }
    do {
      return try await record(of: known.id)
    } catch {
      throw .storageUnavailable
    }
  }

  private func checkRoom(forByteCount byteCount: Int) throws(SubmissionError) {
    let openBytes = live.values.reduce(0) { $0 + $1.input.source.byteCount }
    let mayRunAtOnce = running.count + waiting.count < configuration.workersMax
    guard mayRunAtOnce || waiting.count < configuration.waitingMax,
      live.isEmpty || openBytes + byteCount <= configuration.openBytesMax
    else {
      let rounds = Double(waiting.count) / Double(configuration.workersMax)
      let seconds = min(max(runSecondsAverage * rounds / 2, 1), 300)
      throw .queueFull(
        waitingMax: configuration.waitingMax,
        openBytesMax: configuration.openBytesMax,
        retryAfterSeconds: Int(seconds.rounded(.up))
      )
    }
  }

  /// Takes back a task whose creation was not written down.
  private func abandon(_ id: TaskID) {
    guard let task = live.removeValue(forKey: id) else { return }
    _ = waiting.remove(id, client: task.record.client)
    running[id]?.cancel()
    if let key = task.idempotencyKey { keys.removeValue(forKey: key) }
    task.wakeWatchers()
  }

  // MARK: - Asking

  /// What is known of a task.
  package func record(of id: TaskID) async throws(TaskLookupError) -> TaskRecord {
    if let shown = live[id]?.shown { return shown }
    guard let record = try await read({ try await $0.record(of: id) }) else { throw .unknown }
    return record
  }

  /// A stretch of all tasks, newest first.
  package func history(_ query: HistoryQuery) async throws(TaskLookupError) -> HistoryPage {
    var oneMore = query
    oneMore.limit += 1
    var records = try await read { [oneMore] in try await $0.records(oneMore) }
    guard records.count > query.limit else { return HistoryPage(records: records, next: nil) }
    records.removeLast()
    return HistoryPage(records: records, next: records.last.map(HistoryCursor.init))
  }

  /// The file that a complete task has made.
  package func archive(of id: TaskID) async throws(TaskArchiveError) -> TaskArchive {
    do {
      let record = try await record(of: id)
      switch (record.state, record.archive) {
      case (.queued, _), (.running, _): throw TaskArchiveError.unfinished(record.state)
      case (_, .absent): throw TaskArchiveError.failed(record.state)
      case (_, .expired): throw TaskArchiveError.expired
      case (_, .ready):
        guard let archive = try await read({ try await $0.archive(of: id) }) else {
          throw TaskArchiveError.expired
        }
        return archive
      }
    } catch let error as TaskArchiveError {
      throw error
    } catch {
      throw .lookup(error as? TaskLookupError ?? .storageUnavailable)
    }
  }

  /// How many tasks wait and run.
  package func load() -> (waiting: Int, running: Int) {
    (waiting.count, running.count)
  }

  /// Asks the store; its failure goes to the log and becomes one error.
  func read<Value: Sendable>(
    _ question: (any TaskStore) async throws -> Value
  ) async throws(TaskLookupError) -> Value {
    do {
      return try await question(store)
    } catch {
      logger.error("task store cannot be read", metadata: ["error": "\(error)"])
      throw .storageUnavailable
    }
  }
}
