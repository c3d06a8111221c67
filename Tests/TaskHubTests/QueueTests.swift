import TaskHub
import Testing

@Suite struct QueueTests {
  @Test func `takes as many as it may and refuses one more`() async throws {
    let gate = Gate()
    let hub = makeHub({
      $0.workersMax = 1
      $0.waitingMax = 2
    }) { _, _ in
      await gate.pass()
      return result()
    }
    for _ in 0..<3 { _ = try await hub.submit(submission()) }
    do {
      _ = try await hub.submit(submission())
      Issue.record("one too many was taken")
    } catch SubmissionError.queueFull(let waitingMax, _, let seconds) {
      #expect(waitingMax == 2)
      #expect((1...300).contains(seconds))
    }
    await gate.open()
  }

  @Test func `work runs below whatever somebody waits for`() async throws {
    let log = RunLog()
    let hub = makeHub { _, _ in
      await log.append("\(Task.currentPriority == .utility)")
      return result()
    }
    _ = try await hub.ended(try await hub.submit(submission()).id)
    #expect(await log.names == ["true"])
  }

  @Test func `bounds the bytes that wait, but takes one document of any size`() async throws {
    let gate = Gate()
    let hub = makeHub({
      $0.workersMax = 1
      $0.openBytesMax = 10
    }) { _, _ in
      await gate.pass()
      return result()
    }
    func submit(byteCount: Int) async throws -> TaskID {
      let input = TaskInput(source: .bytes(Array(repeating: 0, count: byteCount)), options: [])
      return try await hub.submit(TaskSubmission(input: input, client: "a")).id
    }
    let first = try await submit(byteCount: 6)
    let second = try await submit(byteCount: 4)
    await #expect(throws: SubmissionError.self) { try await submit(byteCount: 1) }
    await gate.open()
    for id in [first, second] { _ = try await hub.ended(id) }
    let large = try await submit(byteCount: 11)
    #expect(try await hub.ended(large).state == .complete)
  }

  @Test func `waiting clients take turns`() async throws {
    let (gate, log) = (Gate(), RunLog())
    let hub = makeHub({ $0.workersMax = 1 }) { input, _ in
      await log.append(input.documentName ?? "")
      await gate.pass()
      return result()
    }
    var ids = [try await hub.submit(submission("running", client: "a")).id]
    for (name, client) in [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("b2", "b")] {
      ids.append(try await hub.submit(submission(name, client: client)).id)
    }
    await gate.open()
    for id in ids { _ = try await hub.ended(id) }
    #expect(await log.names == ["running", "a1", "b1", "a2", "b2", "a3"])
  }

  @Test func `runs as many at a time as it has workers`() async throws {
    let gate = Gate()
    let hub = makeHub({ $0.workersMax = 3 }) { _, _ in
      await gate.pass()
      return result()
    }
    var ids: [TaskID] = []
    for _ in 0..<5 { ids.append(try await hub.submit(submission()).id) }
    await gate.arrived(3)
    let load = await hub.load()
    #expect(load.running == 3 && load.waiting == 2)
    await gate.open()
    for id in ids { #expect(try await hub.ended(id).state == .complete) }
  }
}
