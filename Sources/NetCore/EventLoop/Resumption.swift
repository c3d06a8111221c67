/// Where a suspended task goes on, to be resumed exactly once.
///
/// Safe to hold because it is handed out only by ``LoopBound/wait(_:)``, for a closure on one loop,
/// and whoever stores it takes it out of its place before resuming. It is not checked at run time:
/// it stands on the path of every streamed chunk.
@safe struct Resumption<Value: Sendable>: Sendable {
  private let continuation: UnsafeContinuation<Value, Never>

  init(_ continuation: UnsafeContinuation<Value, Never>) {
    unsafe self.continuation = continuation
  }

  /// Lets the task go on with a value.
  func resume(returning value: Value) {
    unsafe continuation.resume(returning: value)
  }
}

extension Optional {
  /// The value, leaving nil in its place.
  mutating func takeOut<Value>() -> Resumption<Value>? where Wrapped == Resumption<Value> {
    defer { self = nil }
    return self
  }
}
