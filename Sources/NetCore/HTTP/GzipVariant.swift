/// A file's content in gzip coding, made when somebody wants it, once and not on an event loop.
final class GzipVariant: Sendable {
  private enum State {
    case unmade(@Sendable () -> Representation?)
    case making(Task<Representation?, Never>)
    case made(Representation?)
  }

  private let state: Guarded<State>

  /// What is there already.
  init(_ representation: Representation) {
    state = Guarded(.made(representation))
  }

  /// - Parameter make: takes long; `nil` when the coding is of no use.
  init(_ make: @escaping @Sendable () -> Representation?) {
    state = Guarded(.unmade(make))
  }

  /// The representation when it is at hand; `.some(nil)` when it is known to be of no use.
  var atHand: Representation?? {
    state.withLock { state in
      if case .made(let representation) = state { .some(representation) } else { nil }
    }
  }

  /// The representation, which the first caller has made and all others wait for.
  func representation() async -> Representation? {
    let task = state.withLock { state -> Task<Representation?, Never> in
      switch state {
      case .unmade(let make):
        let task = Task.detached { self.finish(make()) }
        state = .making(task)
        return task
      case .making(let task): return task
      case .made(let representation): return Task { representation }
      }
    }
    return await task.value
  }

  private func finish(_ representation: Representation?) -> Representation? {
    state.withLock { $0 = .made(representation) }
    return representation
  }
}
