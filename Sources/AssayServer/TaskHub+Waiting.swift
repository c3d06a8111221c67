import TaskHub

extension TaskHub {
  /// As ``nextUpdates(of:after:)``, but waits for at most `limit`; `nil` when nothing came by then.
  func nextUpdates(
    of id: TaskID,
    after sequence: Int,
    within limit: Duration
  ) async throws(TaskLookupError) -> UpdateBatch? {
    let result = await withTaskGroup(of: Result<UpdateBatch, TaskLookupError>?.self) { group in
      group.addTask {
        do throws(TaskLookupError) {
          return .success(try await self.nextUpdates(of: id, after: sequence))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: limit)  // Cancelled when the other one was faster.
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    return try result?.get()
  }

  /// Waits until the task has ended; `false` when it has not by then.
  func waitForEnd(of id: TaskID, within limit: Duration) async throws(TaskLookupError) -> Bool {
    let deadline = ContinuousClock.now + limit
    var sequence = 0
    while !Task.isCancelled {
      let left = deadline - ContinuousClock.now
      guard left > .zero,
        let batch = try await nextUpdates(of: id, after: sequence, within: left)
      else { return false }
      switch batch.outlook {
      case .open: sequence = batch.updates.last?.sequence ?? sequence
      case .ended: return true
      case .interrupted: return false
      }
    }
    return false
  }
}
