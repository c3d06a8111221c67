import TaskHub
import Testing

@Suite struct RetentionTests {
  private func hubWithOneTask(
    _ configure: (inout TaskHubConfiguration) -> Void = { _ in }
  ) async throws -> (TaskHub, TaskRecord) {
    let hub = makeHub(configure)
    let id = try await hub.submit(submission()).id
    return (hub, try await hub.ended(id))
  }

  private func moment(_ seconds: Int64, after record: TaskRecord) throws -> Timestamp {
    try #require(record.endedAt).earlier(by: .seconds(-seconds))
  }

  @Test func `an archive goes after its age and is told apart from an unknown one`() async throws {
    let (hub, record) = try await hubWithOneTask { $0.archiveAgeMax = .seconds(100) }
    await hub.sweep(now: try moment(100, after: record))
    #expect(try await hub.archive(of: record.id).bytes == [1, 2, 3])
    await hub.sweep(now: try moment(101, after: record))
    await #expect(throws: TaskArchiveError.expired) { try await hub.archive(of: record.id) }
    #expect(try await hub.record(of: record.id).archive == .expired)
    #expect(try await hub.retry(record.id, client: "c").retryOf == record.id)
  }

  @Test func `a task is forgotten after its age`() async throws {
    let (hub, record) = try await hubWithOneTask { $0.historyAgeMax = .seconds(100) }
    await hub.sweep(now: try moment(100, after: record))
    #expect(try await hub.record(of: record.id).state == .complete)
    await hub.sweep(now: try moment(101, after: record))
    await #expect(throws: TaskLookupError.unknown) { try await hub.record(of: record.id) }
  }

  @Test func `the oldest go when there are too many or too much`() async throws {
    for configure in [
      { (c: inout TaskHubConfiguration) in c.endedTasksMax = 2 },
      { (c: inout TaskHubConfiguration) in c.storedBytesMax = 2 * 4 + 3 },
    ] {
      let hub = makeHub(configure)
      var ids: [TaskID] = []
      for _ in 0..<4 {
        ids.append(try await hub.submit(submission()).id)
        _ = try await hub.ended(ids[ids.count - 1])
      }
      let newestFirst = try await hub.history(HistoryQuery()).records.map(\.id)
      await hub.sweep()
      #expect(
        try await hub.history(HistoryQuery()).records.map(\.id) == Array(newestFirst.prefix(2))
      )
    }
  }

  @Test func `sweeps by itself after enough tasks`() async throws {
    let hub = makeHub { $0.endedTasksMax = 1 }
    for _ in 0..<64 {
      let id = try await hub.submit(submission()).id
      // Of two tasks of the same millisecond the later one may be swept, before it is looked at.
      _ = try? await hub.ended(id)
    }
    #expect(try await hub.history(HistoryQuery(limit: 100)).records.count < 40)
  }
}
