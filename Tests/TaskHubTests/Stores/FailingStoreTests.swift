import TaskHub
import Testing

/// A store whose disk is full from the given write on.
private actor FailingStore: TaskStore {
  struct Full: Error {}
  private let inner = InMemoryStore()
  private var writesLeft: Int

  init(writesLeft: Int) { self.writesLeft = writesLeft }

  func apply(_ changes: [TaskChange]) async throws {
    guard writesLeft > 0 else { throw Full() }
    writesLeft -= 1
    await inner.apply(changes)
  }

  func record(of id: TaskID) async throws -> TaskRecord? { await inner.record(of: id) }
  func records(_ query: HistoryQuery) async throws -> [TaskRecord] { await inner.records(query) }
  func updates(of id: TaskID, after sequence: Int) async throws -> [ProgressUpdate] {
    await inner.updates(of: id, after: sequence)
  }
  func input(of id: TaskID) async throws -> TaskInput? { await inner.input(of: id) }
  func archive(of id: TaskID) async throws -> TaskArchive? { await inner.archive(of: id) }
  func submission(withKey key: String) async throws -> (id: TaskID, fingerprint: String)? {
    await inner.submission(withKey: key)
  }
}

@Suite struct FailingStoreTests {
  @Test func `a task that cannot be written down is not promised`() async throws {
    let hub = makeHub(store: FailingStore(writesLeft: 0))
    await #expect(throws: SubmissionError.storageUnavailable) {
      try await hub.submit(submission())
    }
    #expect(try await hub.history(HistoryQuery()).records.isEmpty)
  }

  @Test func `watchers still hear the end when the disk fills up meanwhile`() async throws {
    let gate = Gate()
    let hub = makeHub(store: FailingStore(writesLeft: 1)) { _, _ in
      await gate.pass()
      return result()
    }
    let id = try await hub.submit(submission()).id
    let watcher = Task { try await hub.nextUpdates(of: id, after: 1) }
    await gate.arrived(1)
    await gate.open()
    _ = try await watcher.value
  }
}
