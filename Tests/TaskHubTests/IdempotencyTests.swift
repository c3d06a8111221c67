import TaskHub
import Testing

@Suite struct IdempotencyTests {
  @Test func `the same key and payload give the same task, at once and later`() async throws {
    let hub = makeHub()
    let wish = submission(idempotency: Idempotency(key: "k", fingerprint: "p"))
    async let first = hub.submit(wish)
    async let second = hub.submit(wish)
    let id = try await first.id
    #expect(try await second.id == id)
    _ = try await hub.ended(id)
    let later = try await hub.submit(wish)
    #expect(later.id == id && later.state == .complete)
  }

  @Test func `the same key with another payload is an error`() async throws {
    let hub = makeHub()
    _ = try await hub.submit(submission(idempotency: Idempotency(key: "k", fingerprint: "p")))
    await #expect(throws: SubmissionError.idempotencyKeyReused) {
      try await hub.submit(submission(idempotency: Idempotency(key: "k", fingerprint: "q")))
    }
  }

  @Test func `another hub on the same store knows the key`() async throws {
    let store = InMemoryStore()
    let wish = submission(idempotency: Idempotency(key: "k", fingerprint: "p"))
    let before = makeHub(store: store)
    let first = try await before.submit(wish)
    _ = try await before.ended(first.id)
    #expect(try await makeHub(store: store).submit(wish).id == first.id)
  }

  @Test func `a removed task's key is free again`() async throws {
    let hub = makeHub()
    let first = try await hub.submit(
      submission(idempotency: Idempotency(key: "k", fingerprint: "p"))
    )
    _ = try await hub.ended(first.id)
    try await hub.remove(first.id)
    let second = try await hub.submit(
      submission(idempotency: Idempotency(key: "k", fingerprint: "q"))
    )
    #expect(second.id != first.id)
  }
}
