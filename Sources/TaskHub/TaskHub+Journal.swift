import Logging

/// Changes on their way into the store; what gathers while one write is under way goes out as one.
struct Journal {
  var changes: [TaskChange] = []
  var writers: [CheckedContinuation<Bool, Never>] = []
  var isWriting = false
}

extension TaskHub {
  /// Writes `changes` behind all earlier ones, tells of them, and returns; `false` when the store failed.
  func commit(_ changes: [TaskChange]) async -> Bool {
    journal.changes += changes
    return await withCheckedContinuation { writer in
      journal.writers.append(writer)
      startWriting()
    }
  }

  /// As ``commit(_:)``, for a caller that need not wait.
  func commitLater(_ changes: [TaskChange]) {
    journal.changes += changes
    startWriting()
  }

  private func startWriting() {
    guard !journal.isWriting else { return }
    journal.isWriting = true
    Task { await self.writeJournal() }
  }

  private func writeJournal() async {
    while !journal.changes.isEmpty || !journal.writers.isEmpty {
      let (changes, writers) = (journal.changes, journal.writers)
      journal.changes = []
      journal.writers = []
      let isStored = await store(changes)
      for change in changes { publish(change, isStored: isStored) }
      for writer in writers { writer.resume(returning: isStored) }
    }
    journal.isWriting = false
  }

  private func store(_ changes: [TaskChange]) async -> Bool {
    do {
      if !changes.isEmpty { try await store.apply(changes) }
      return true
    } catch {
      logger.error("task store cannot be written", metadata: ["error": "\(error)"])
      return false
    }
  }

  /// Lets watchers see a change. A change that could not be stored is still told, except that of a
  /// new task: a watcher left hanging would be worse than an update that a crash takes back.
  private func publish(_ change: TaskChange, isStored: Bool) {
    switch change {
    case .create(let record, _, _):
      if isStored { live[record.id]?.shown = record }
    case .append(let id, let update):
      guard live[id]?.shown != nil else { return }
      live[id]?.shown?.latest = update
      live[id]?.published.append(update)
      observe(.updated(id, update))
      wakeWatchers(of: id)
    case .replace(let record):
      guard live[record.id] != nil else { return }
      live[record.id]?.shown = record
      if record.state.hasEnded {
        wakeWatchers(of: record.id)
        live.removeValue(forKey: record.id)
      }
    case .keep, .removeArchive: break
    case .remove(let id):
      keys = keys.filter { $0.value.id != id }
      observe(.removed(id))
    }
  }
}
