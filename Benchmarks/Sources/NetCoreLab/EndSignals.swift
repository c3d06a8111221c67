import Glibc

/// The signals that end the program, taken by the main thread alone.
///
/// An asynchronous `main` would leave that thread to the dispatch library, which ends it; valgrind,
/// under which instructions are counted, does not survive that.
struct EndSignals {
  private var signals = sigset_t()

  /// Blocks the signals in this thread and in those that are started after this.
  init() {
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGTERM)
    unsafe sigaddset(&signals, SIGINT)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Returns when one of them has come.
  func wait() {
    var signals = signals
    var signal: Int32 = 0
    // It fails only for a set that holds no signal.
    unsafe sigwait(&signals, &signal)
  }
}
