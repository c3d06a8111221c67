/// The loop runs actors and tasks. A task that prefers the loop stays on it: each resumption is one
/// job here and no detour over the global pool.
extension EventLoop: SerialExecutor, TaskExecutor {
  /// Takes a job from any thread.
  func enqueue(_ job: consuming ExecutorJob) {
    accept(UnownedJob(job))
  }

  /// The loop as the executor of actors.
  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }

  /// The loop as the preference of tasks.
  func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    unsafe UnownedTaskExecutor(ordinary: self)
  }

  /// Traps when the caller does not run on the loop.
  func checkIsolated() {
    assertOnLoop()
  }
}
