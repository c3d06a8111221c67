import Logging
import TaskHub

/// What the tests need around a hub: a work closure that a test steers, and quiet logging.
let quietLogger: Logger = {
  var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  logger.logLevel = .critical
  return logger
}()

/// Holds work closures back until the test lets them go.
actor Gate {
  private var isOpen = false
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private var arrivals = 0
  private var watchers: [(Int, CheckedContinuation<Void, Never>)] = []

  func open() {
    isOpen = true
    for waiter in waiters { waiter.resume() }
    waiters = []
  }

  /// What a work closure calls.
  func pass() async {
    arrivals += 1
    for (count, watcher) in watchers where arrivals >= count { watcher.resume() }
    watchers.removeAll { arrivals >= $0.0 }
    if !isOpen { await withCheckedContinuation { waiters.append($0) } }
  }

  /// What a test calls to know that so many closures stand at the gate or have passed it.
  func arrived(_ count: Int) async {
    if arrivals < count { await withCheckedContinuation { watchers.append((count, $0)) } }
  }
}

/// Who ran, in order.
actor RunLog {
  private(set) var names: [String] = []
  func append(_ name: String) { names.append(name) }
}

/// The milestones of a document with `count` operations.
func milestones(operations count: Int, formats: [String] = ["pytest"]) -> [Milestone] {
  var all: [Milestone] = [.parsing, .parsed, .designing(endpointCount: count)]
  for index in 0..<count {
    all.append(.designed(index: index + 1, of: count, method: "GET", path: "/r\(index + 1)"))
  }
  for (index, format) in formats.enumerated() {
    all.append(.writing(format: format, index: index + 1, of: formats.count))
  }
  return all + [.generated, .zipping, .zipped]
}

func result(bytes: [UInt8] = [1, 2, 3]) -> TaskResult {
  TaskResult(
    archive: TaskArchive(bytes: bytes, fileName: "suite.zip", digest: "d"),
    counts: TaskCounts(operations: 5, cases: 40, files: 9),
    summary: Array("{}".utf8)
  )
}

func submission(
  _ name: String = "a",
  client: String = "c",
  idempotency: Idempotency? = nil
) -> TaskSubmission {
  TaskSubmission(
    input: TaskInput(source: .bytes([1]), documentName: name, options: Array("{}".utf8)),
    title: name,
    client: client,
    idempotency: idempotency
  )
}

extension TaskHub {
  /// Every update until the end, as a subscriber sees them.
  func updates(of id: TaskID, after start: Int = 0) async throws -> [ProgressUpdate] {
    var seen: [ProgressUpdate] = []
    while true {
      let batch = try await nextUpdates(of: id, after: seen.last?.sequence ?? start)
      seen += batch.updates
      if batch.outlook != .open { return seen }
    }
  }

  /// Waits for the end.
  func ended(_ id: TaskID) async throws -> TaskRecord {
    _ = try await updates(of: id)
    return try await record(of: id)
  }
}

/// A hub with bounds of the test's own, whose tasks end at once.
func makeHub(
  _ configure: (inout TaskHubConfiguration) -> Void,
  store: any TaskStore = InMemoryStore()
) -> TaskHub {
  makeHub(configure, store: store) { _, _ in result() }
}

/// A hub that does in its work what the test says.
func makeHub(
  _ configure: (inout TaskHubConfiguration) -> Void = { _ in },
  store: any TaskStore = InMemoryStore(),
  work: @escaping TaskHub.Work
) -> TaskHub {
  var configuration = TaskHubConfiguration()
  configure(&configuration)
  return TaskHub(configuration: configuration, store: store, logger: quietLogger, work: work)
}

/// A hub whose tasks end at once.
func makeHub(store: any TaskStore = InMemoryStore()) -> TaskHub {
  makeHub({ _ in }, store: store)
}
