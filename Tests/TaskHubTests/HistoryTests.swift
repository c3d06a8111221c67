import TaskHub
import Testing

@Suite struct HistoryTests {
  @Test func `pages through all tasks, newest first`() async throws {
    let hub = makeHub()
    var ids: [TaskID] = []
    for _ in 0..<7 {
      ids.append(try await hub.submit(submission()).id)
      _ = try await hub.ended(ids[ids.count - 1])
    }
    var listed: [TaskRecord] = []
    var cursor: HistoryCursor?
    var pages = 0
    repeat {
      let page = try await hub.history(HistoryQuery(cursor: cursor, limit: 3))
      listed += page.records
      cursor = page.next.flatMap { HistoryCursor($0.text) }
      pages += 1
    } while cursor != nil
    #expect(pages == 3)
    #expect(Set(listed.map(\.id)) == Set(ids) && listed.count == 7)
    #expect(listed.map(\.createdAt) == listed.map(\.createdAt).sorted(by: >))
  }

  @Test func `a full last page has no next one`() async throws {
    let hub = makeHub()
    for _ in 0..<2 { _ = try await hub.ended(try await hub.submit(submission()).id) }
    #expect(try await hub.history(HistoryQuery(limit: 2)).next == nil)
  }

  @Test func `filters by state`() async throws {
    let hub = makeHub { input, _ in
      if input.documentName == "bad" { throw TaskFailure(cause: "no") }
      return result()
    }
    for name in ["good", "bad", "good"] {
      _ = try await hub.ended(try await hub.submit(submission(name)).id)
    }
    #expect(try await hub.history(HistoryQuery(states: [.error])).records.map(\.title) == ["bad"])
    #expect(try await hub.history(HistoryQuery(states: [.complete])).records.count == 2)
    #expect(try await hub.history(HistoryQuery(states: [.queued])).records.isEmpty)
  }

  @Test(arguments: ["", ".", "abc", "1.2.3", "zz!.0123456789abcdefghjk", "10.short"])
  func `refuses a cursor that no page gave out`(text: String) {
    #expect(HistoryCursor(text) == nil)
  }
}
