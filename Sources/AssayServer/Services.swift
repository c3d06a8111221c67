import NetCore
import TaskHub

/// What the routes work with.
struct Services: Sendable {
  let settings: ServerSettings
  let hub: TaskHub
  let pipeline: Pipeline
  let board: ProgressBoard
  let topics: ProgressTopics
  let isDraining = DrainFlag()
  let contentRoom = ContentRoom(bytesMax: 1 << 30)
}

/// Whether the server is on its way out; readiness tells it to load balancers.
final class DrainFlag: Sendable {
  private let flag = Guarded(false)

  var isSet: Bool { flag.withLock { $0 } }

  func set() {
    flag.withLock { $0 = true }
  }
}
