/// Runs work on the global pool instead of the caller's event loop, and comes back with its result.
///
/// Cancelling the caller cancels the work.
func offLoop<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
  // A client waits. Each priority has threads of its own, so nothing computes in front of it.
  let task = Task.detached(priority: .userInitiated) { await work() }
  return await withTaskCancellationHandler {
    await task.value
  } onCancel: {
    task.cancel()
  }
}
