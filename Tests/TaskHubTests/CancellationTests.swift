import TaskHub
import Testing

@Suite struct CancellationTests {
  @Test func `a waiting task ends at once and never runs`() async throws {
    let (gate, log) = (Gate(), RunLog())
    let hub = makeHub({ $0.workersMax = 1 }) { input, _ in
      await log.append(input.documentName ?? "")
      await gate.pass()
      return result()
    }
    let first = try await hub.submit(submission("first")).id
    let second = try await hub.submit(submission("second")).id
    #expect(try await hub.cancel(second).state == .cancelled)
    let updates = try await hub.updates(of: second)
    #expect(updates.map(\.message) == ["Waiting to start...", "Generation cancelled."])
    await gate.open()
    _ = try await hub.ended(first)
    #expect(await log.names == ["first"])
  }

  @Test func `a running task has ended before its work looks up`() async throws {
    let gate = Gate()
    let hub = makeHub({ $0.workersMax = 1 }) { _, reporter in
      await reporter.report(.parsing)
      await gate.pass()
      await reporter.report(.parsed)
      return result()
    }
    let id = try await hub.submit(submission()).id
    await gate.arrived(1)
    // The gate is still shut: whoever watches the task is told without waiting for the work.
    #expect(try await hub.cancel(id).state == .cancelled)
    let last = try await hub.updates(of: id).last
    #expect(last?.stage == .cancelled)
    #expect(last?.progress == 10)

    let next = try await hub.submit(submission())
    #expect(await hub.load().running == 1, "its worker is still occupied")
    await gate.open()
    #expect(try await hub.ended(next.id).state == .complete)
    #expect(try await hub.record(of: id).state == .cancelled)
    #expect(try await hub.updates(of: id).count == 3)
  }

  @Test func `the work hears of it`() async throws {
    let gate = Gate()
    let hub = makeHub { _, _ in
      await gate.pass()
      try Task.checkCancellation()
      return result()
    }
    let id = try await hub.submit(submission()).id
    await gate.arrived(1)
    _ = try await hub.cancel(id)
    await gate.open()
    #expect(try await hub.ended(id).archive == .absent)
  }

  @Test func `an ended task stays as it is`() async throws {
    let hub = makeHub()
    let id = try await hub.submit(submission()).id
    _ = try await hub.ended(id)
    #expect(try await hub.cancel(id).state == .complete)
  }

  @Test func `a watcher that is cancelled comes back`() async throws {
    let gate = Gate()
    let hub = makeHub { _, _ in
      await gate.pass()
      return result()
    }
    let id = try await hub.submit(submission()).id
    let watcher = Task { try await hub.nextUpdates(of: id, after: 1) }
    watcher.cancel()
    let batch = try await watcher.value
    #expect(batch.outlook == .interrupted && batch.updates.isEmpty)
    await gate.open()
    #expect(try await hub.ended(id).state == .complete)
  }
}
