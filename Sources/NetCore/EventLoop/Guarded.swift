#if THREAD_SANITIZER
import Glibc
#else
import Synchronization
#endif

/// State that several threads share, reachable only while its lock is held.
///
/// It is `Mutex`; under the thread sanitizer, which does not understand `Mutex` and reports false
/// races, it is a lock of the thread library.
package struct Guarded<Value>: ~Copyable, Sendable {
  #if THREAD_SANITIZER
  private let storage: LockedStorage<Value>
  #else
  private let mutex: Mutex<Value>
  #endif

  /// Takes the initial state.
  package init(_ value: sending Value) {
    #if THREAD_SANITIZER
    storage = LockedStorage(value)
    #else
    mutex = Mutex(value)
    #endif
  }

  /// Runs a closure with the state. It must be short, and must not take another lock.
  package func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    #if THREAD_SANITIZER
    try storage.withLock(body)
    #else
    try mutex.withLock(body)
    #endif
  }
}

#if THREAD_SANITIZER
/// A pthread lock with the state that it guards.
///
/// Sendable because `value` is touched only between lock and unlock of `lock`; safe to hold because
/// that memory is the storage's alone.
@safe private final class LockedStorage<Value>: @unchecked Sendable {
  private var value: Value
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  init(_ value: consuming sending Value) {
    self.value = value
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(lock, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  func withLock<Result, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return try body(&value)
  }
}
#endif
