/// What has happened to a task since the last time.
package struct UpdateBatch: Sendable, Equatable {
  /// What may follow.
  package enum Outlook: Sendable, Equatable {
    /// More will come.
    case open
    /// The task has ended and these are its last updates.
    case ended
    /// More would come, but not here: the caller was cancelled or the hub shuts down.
    case interrupted
  }

  /// In order; empty unless the outlook is `open`.
  package var updates: [ProgressUpdate]
  package var outlook: Outlook
}

extension TaskHub {
  /// The updates behind `sequence`; waits until there is one, or until there will be none.
  ///
  /// Safe to cancel: it then returns soon with ``UpdateBatch/Outlook/interrupted``.
  package func nextUpdates(
    of id: TaskID,
    after sequence: Int
  ) async throws(TaskLookupError) -> UpdateBatch {
    while let task = live[id] {
      let news = task.news(after: sequence)
      if let last = news.last {
        return UpdateBatch(updates: Array(news), outlook: last.stage.isTerminal ? .ended : .open)
      }
      if isInterrupted || Task.isCancelled {
        return UpdateBatch(updates: [], outlook: .interrupted)
      }
      await waitForNews(of: id)
    }
    _ = try await record(of: id)
    let updates = try await read { try await $0.updates(of: id, after: sequence) }
    return UpdateBatch(updates: updates, outlook: .ended)
  }

  private func waitForNews(of id: TaskID) async {
    watcherCount += 1
    let watcher = watcherCount
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled || live[id] == nil {
          continuation.resume()
        } else {
          live[id]?.watchers[watcher] = continuation
        }
      }
    } onCancel: {
      Task { await self.wake(watcher, of: id) }
    }
  }

  private func wake(_ watcher: UInt64, of id: TaskID) {
    live[id]?.watchers.removeValue(forKey: watcher)?.resume()
  }

  func wakeWatchers(of id: TaskID) {
    live[id]?.wakeWatchers()
    live[id]?.watchers.removeAll()
  }
}
