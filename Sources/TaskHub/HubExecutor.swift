import Dispatch

/// A serial executor on a dispatch queue of its own.
///
/// An ordinary actor called from a connection's task would run on that connection's event loop; the
/// hub may wait for a disk, so it brings its own thread.
final class HubExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "assay.hub", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      // Sound: the job is run exactly once, by the one closure that gets it.
      unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    // Sound: the hub holds this executor as long as it lives.
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}
