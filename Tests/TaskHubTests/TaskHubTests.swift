import TaskHub
import Testing

@Suite struct TaskHubTests {
  @Test func `runs a task from waiting to complete`() async throws {
    let hub = makeHub { input, reporter in
      for milestone in milestones(operations: 5) { await reporter.report(milestone) }
      return result(bytes: [7])
    }
    let queued = try await hub.submit(submission("Pets"))
    #expect(queued.state == .queued)
    #expect(queued.latest.message == "Waiting to start...")

    let updates = try await hub.updates(of: queued.id)
    #expect(updates.map(\.sequence) == Array(1...14))
    #expect(updates.allSatisfy { $0.taskID == queued.id })
    #expect(updates.map(\.progress) == [0, 10, 100, 20, 40, 50, 60, 70, 80, 90, 100, 20, 100, 100])
    #expect(updates.map(\.timestamp) == updates.map(\.timestamp).sorted())

    let record = try await hub.record(of: queued.id)
    #expect(record.state == .complete)
    #expect(record.counts == TaskCounts(operations: 5, cases: 40, files: 9))
    #expect(record.archive == .ready(byteCount: 1))
    #expect(record.startedAt != nil && record.endedAt != nil)
    #expect(try await hub.archive(of: queued.id).bytes == [7])
  }

  @Test func `watchers before, during and after the run see the same`() async throws {
    let gate = Gate()
    let hub = makeHub { _, reporter in
      let all = milestones(operations: 5)
      for milestone in all.prefix(5) { await reporter.report(milestone) }
      await gate.pass()
      for milestone in all.dropFirst(5) { await reporter.report(milestone) }
      return result()
    }
    let id = try await hub.submit(submission()).id
    async let first = hub.updates(of: id)
    async let second = hub.updates(of: id)
    await gate.arrived(1)
    async let third = hub.updates(of: id)
    async let behind = hub.updates(of: id, after: 4)
    await gate.open()
    let whole = try await first
    #expect(whole.count == 14)
    #expect(try await second == whole)
    #expect(try await third == whole)
    #expect(try await behind == Array(whole.dropFirst(4)))
    #expect(try await hub.updates(of: id) == whole)
    #expect(try await hub.updates(of: id, after: 14) == [])
  }

  @Test func `a failing task says its cause`() async throws {
    let problem = Problem(title: "Unusable", status: 422, detail: "d")
    let hub = makeHub { _, reporter in
      await reporter.report(.parsing)
      throw TaskFailure(cause: "the document is empty.", problem: problem)
    }
    let id = try await hub.submit(submission()).id
    let last = try await hub.updates(of: id).last
    #expect(last?.stage == .error)
    #expect(last?.progress == 10)
    #expect(last?.message == "Generation failed: the document is empty.")
    #expect(last?.problem == problem)
    await #expect(throws: TaskArchiveError.failed(.error)) { try await hub.archive(of: id) }
  }

  @Test func `an unexpected error does not tell its inside`() async throws {
    struct Secret: Error {}
    let hub = makeHub { _, _ in throw Secret() }
    let id = try await hub.submit(submission()).id
    let message = try await hub.updates(of: id).last?.message ?? ""
    #expect(message.hasPrefix("Generation failed: an internal error"))
    #expect(!message.contains("Secret"))
  }

  @Test func `knows no task that was never given`() async throws {
    let hub = makeHub()
    let id = TaskID.random()
    await #expect(throws: TaskLookupError.unknown) { try await hub.record(of: id) }
    await #expect(throws: TaskLookupError.unknown) { try await hub.nextUpdates(of: id, after: 0) }
    await #expect(throws: TaskLookupError.unknown) { try await hub.cancel(id) }
    await #expect(throws: TaskActionError.lookup(.unknown)) { try await hub.remove(id) }
    await #expect(throws: TaskActionError.lookup(.unknown)) {
      try await hub.retry(id, client: "c")
    }
    await #expect(throws: TaskArchiveError.lookup(.unknown)) { try await hub.archive(of: id) }
  }

  @Test func `retries with the same input`() async throws {
    let hub = makeHub { input, _ in result(bytes: [7]) }
    let first = try await hub.submit(submission("Pets"))
    _ = try await hub.ended(first.id)
    let second = try await hub.retry(first.id, client: "d")
    #expect(second.retryOf == first.id)
    #expect(second.title == "Pets" && second.options == first.options)
    _ = try await hub.ended(second.id)
    #expect(try await hub.archive(of: second.id).bytes == [7])
  }

  @Test func `removes an ended task wholly, and only an ended one`() async throws {
    let gate = Gate()
    let hub = makeHub { _, _ in
      await gate.pass()
      return result()
    }
    let id = try await hub.submit(submission()).id
    await #expect(throws: TaskActionError.notEnded) { try await hub.remove(id) }
    await #expect(throws: TaskArchiveError.unfinished(.running)) { try await hub.archive(of: id) }
    await gate.open()
    _ = try await hub.ended(id)
    try await hub.remove(id)
    await #expect(throws: TaskLookupError.unknown) { try await hub.record(of: id) }
    #expect(try await hub.history(HistoryQuery()).records.isEmpty)
  }

  @Test func `its observer hears of every update in order, and of the removal`() async throws {
    let log = RunLog()
    let (events, sender) = AsyncStream.makeStream(of: String.self)
    let hub = TaskHub(
      store: InMemoryStore(),
      logger: quietLogger,
      observe: { event in
        switch event {
        case .updated(_, let update): sender.yield(update.stage.rawValue)
        case .removed: sender.finish()
        }
      },
      work: { _, reporter in
        await reporter.report(.parsing)
        return result()
      }
    )
    let id = try await hub.submit(submission()).id
    _ = try await hub.ended(id)
    try await hub.remove(id)
    for await event in events { await log.append(event) }
    #expect(await log.names == ["starting", "parsing", "complete"])
  }

  @Test func `takes the title that the work found`() async throws {
    let hub = makeHub { _, _ in
      var found = result()
      found.title = "Found"
      return found
    }
    let id = try await hub.submit(submission("address")).id
    #expect(try await hub.ended(id).title == "Found")
  }
}
