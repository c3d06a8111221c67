/// A value that belongs to one event loop, in a wrapping that may travel between threads.
///
/// Sendable because the value is reachable only on the loop's thread: ``value`` traps elsewhere.
/// What is let go on another thread is let go by its last owner, so nobody can look meanwhile.
struct LoopBound<Value>: @unchecked Sendable {
  /// The loop that the value belongs to.
  let loop: EventLoop
  private let stored: Value

  /// Wraps a value on its loop.
  init(_ value: Value, on loop: EventLoop) {
    self.loop = loop
    stored = value
  }

  /// The value. Traps off the loop.
  var value: Value {
    loop.assertOnLoop()
    return stored
  }

  /// The value, when the caller runs on its loop.
  ///
  /// ``run(_:)`` does the same for a closure, which may have to be allocated.
  var valueOnLoop: Value? { loop.isOnLoop ? stored : nil }

  /// Runs a closure with the value on its loop: at once when called there, else in its next turn.
  func run(_ body: @escaping @Sendable (Value) -> Void) {
    if loop.isOnLoop { return body(stored) }
    loop.execute { body(self.value) }
  }

  /// Runs a closure with the value on its loop and waits until the resumption that it is given is
  /// resumed, which the closure must see to.
  func wait<Result: Sendable>(
    _ body: @escaping @Sendable (Value, Resumption<Result>) -> Void
  ) async -> Result {
    // The resumption is resumed exactly once; see there.
    await unsafe withUnsafeContinuation { continuation in
      let resumption = unsafe Resumption(continuation)
      run { value in body(value, resumption) }
    }
  }
}
