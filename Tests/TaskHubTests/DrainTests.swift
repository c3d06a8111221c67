import TaskHub
import Testing

@Suite struct DrainTests {
  @Test func `lets running tasks finish, starts no other, takes no new one`() async throws {
    let gate = Gate()
    let hub = makeHub({ $0.workersMax = 1 }) { _, _ in
      await gate.pass()
      return result()
    }
    let running = try await hub.submit(submission()).id
    let waiting = try await hub.submit(submission()).id
    await gate.arrived(1)
    let watcher = Task { try await hub.updates(of: waiting) }
    let drain = Task { await hub.drain(within: .seconds(30)) }
    while (try? await hub.submit(submission())) != nil { await Task.yield() }
    await #expect(throws: SubmissionError.draining) { try await hub.submit(submission()) }
    await gate.open()
    await drain.value
    #expect(try await hub.record(of: running).state == .complete)
    #expect(try await hub.record(of: waiting).state == .queued)
    #expect(try await watcher.value.map(\.stage) == [.starting])
  }

  @Test func `stops what does not finish in time, where it is`() async throws {
    let gate = Gate()
    let hub = makeHub { _, reporter in
      await reporter.report(.parsing)
      await gate.pass()
      try Task.checkCancellation()
      return result()
    }
    let id = try await hub.submit(submission()).id
    await gate.arrived(1)
    await hub.drain(within: .milliseconds(10))
    #expect(try await hub.record(of: id).state == .running)
    let batch = try await hub.nextUpdates(of: id, after: 2)
    #expect(batch.outlook == .interrupted)
    await gate.open()
  }
}
