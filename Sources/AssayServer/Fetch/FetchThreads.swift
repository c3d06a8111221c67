import Dispatch
import NetCore

/// Threads for calls that block, so that neither an event loop nor the global pool has to wait.
///
/// Who finds all of them taken waits without a thread: threads of the dispatch library that wait
/// for each other could starve everybody else who uses it.
final class FetchThreads: Sendable {
  private struct State {
    var free: Int
    /// In the order of their coming.
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let queue = DispatchQueue(label: "assay.fetch", attributes: .concurrent)
  private let state: Guarded<State>

  init(countMax: Int) {
    precondition(countMax > 0)
    state = Guarded(State(free: countMax))
  }

  /// Runs a blocking call on a thread, as soon as one is free.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await take()
    defer { giveBack() }
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }

  private func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  /// Hands the thread to who has waited longest.
  private func giveBack() {
    let next = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.free += 1
        return CheckedContinuation<Void, Never>?.none
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
