import Testing

@testable import Generation

@Suite struct OmissionCounterTests {
  @Test func `counts by technique and reason`() {
    var counter = OmissionCounter(operation: "GET /x")
    counter.add(.wrongType, "a")
    counter.add(.wrongType, "a", count: 2)
    counter.add(nil, "a")
    counter.add(nil, "nothing", count: 0)
    #expect(
      counter.omissions == [
        Omission(technique: .wrongType, operation: "GET /x", reason: "a", count: 3),
        Omission(operation: "GET /x", reason: "a", count: 1),
      ]
    )
  }

  @Test func `gathers the reasons beyond its bound`() {
    var counter = OmissionCounter(operation: "GET /x")
    let bound = DesignLimits.omissionReasonsMax
    for index in 0..<(bound + 5) { counter.add(nil, "reason \(index)") }
    #expect(counter.omissions.count == bound + 1)
    #expect(counter.omissions.last?.reason == "other reasons")
    #expect(counter.omissions.last?.count == 5)
  }
}
