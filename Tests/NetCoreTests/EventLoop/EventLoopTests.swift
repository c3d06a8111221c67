import Testing

@testable import NetCore

@Suite struct EventLoopTests {
  /// Runs a closure with a loop that turns, and stops the loop afterwards.
  private func withLoop<Result>(_ body: (EventLoop) async throws -> Result) async throws -> Result {
    let loop = try EventLoop()
    try loop.start(name: "test-loop")
    defer { loop.stop() }
    return try await body(loop)
  }

  private actor Resident {
    private let loop: EventLoop
    private var count = 0

    init(on loop: EventLoop) {
      self.loop = loop
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
      // The actor holds its loop.
      unsafe loop.asUnownedSerialExecutor()
    }

    func increment() -> (Int, Bool) {
      count += 1
      return (count, loop.isOnLoop)
    }
  }

  @Test func `runs what other threads hand over, in order, on its thread`() async throws {
    try await withLoop { loop in
      #expect(!loop.isOnLoop)
      let order = Guarded<[Int]>([])
      for number in 0..<1000 {
        loop.execute { order.withLock { $0.append(loop.isOnLoop ? number : -1) } }
      }
      await LoopBound((), on: loop).wait { _, resumption in resumption.resume(returning: ()) }
      #expect(order.withLock { $0 } == Array(0..<1000))
    }
  }

  @Test func `keeps a task on its thread across suspensions`() async throws {
    try await withLoop { loop in
      let wasOnLoop = await Task(executorPreference: loop) {
        var answers = [loop.isOnLoop]
        await Task.yield()
        answers.append(loop.isOnLoop)
        // Sleeping is done elsewhere; the task comes back.
        try? await Task.sleep(for: .milliseconds(1))
        answers.append(loop.isOnLoop)
        return answers
      }.value
      #expect(wasOnLoop == [true, true, true])
    }
  }

  @Test func `runs actors as their executor`() async throws {
    try await withLoop { loop in
      let resident = Resident(on: loop)
      await withTaskGroup { group in
        for _ in 0..<100 { group.addTask { await resident.increment() } }
        for await (_, isOnLoop) in group { #expect(isOnLoop) }
      }
      #expect(await resident.increment().0 == 101)
    }
  }

  @Test func `does not end before the tasks that it started`() async throws {
    let loop = try EventLoop()
    try loop.start(name: "test-loop")
    let gate = Gate()
    let task = await LoopBound((), on: loop).wait { _, resumption in
      resumption.resume(returning: loop.startTask { await gate.wait() })
    }
    loop.stop()
    await gate.open()
    await task.value
  }

  @Test func `finishes tasks elsewhere that outlive it`() async throws {
    let loop = try EventLoop()
    try loop.start(name: "test-loop")
    let gate = Gate()
    let task = Task(executorPreference: loop) {
      await gate.wait()
      return 7
    }
    loop.stop()
    await gate.open()
    #expect(await task.value == 7)
  }

  @Test func `traps when a value of the loop is touched elsewhere`() async {
    await #expect(processExitsWith: .failure) {
      let loop = try EventLoop()
      _ = LoopBound(1, on: loop).value
    }
  }
}
