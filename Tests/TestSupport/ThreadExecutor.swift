import Glibc

/// Runs each job on a thread of its own, so that a test which blocks in a system call takes no
/// thread away from the tasks of others.
package final class ThreadExecutor: TaskExecutor {
  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let work = Work(job: UnownedJob(job), executor: self)
    var thread = pthread_t()
    // The thread takes the reference over.
    let argument = unsafe Unmanaged.passRetained(work).toOpaque()
    let status = unsafe pthread_create(&thread, nil, runJob, argument)
    precondition(status == 0, "no thread for a test")
    pthread_detach(thread)
  }
}

/// A job and where it runs.
private final class Work: Sendable {
  let job: UnownedJob
  let executor: ThreadExecutor

  init(job: UnownedJob, executor: ThreadExecutor) {
    self.job = job
    self.executor = executor
  }
}

private func runJob(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument = unsafe argument else { return nil }
  // `enqueue` retained the work for this thread.
  let work = unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
  unsafe work.job.runSynchronously(on: work.executor.asUnownedTaskExecutor())
  return nil
}
