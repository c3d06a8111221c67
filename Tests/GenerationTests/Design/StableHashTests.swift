import Testing

@testable import Generation

@Suite struct StableHashTests {
  @Test func `is the same in every process`() {
    #expect(StableHash("case", "GET /pets", "P01 request", "0").shortHex == "c70c1714add5")
  }

  @Test func `keeps its parts apart`() {
    #expect(StableHash("ab", "c").value != StableHash("a", "bc").value)
    #expect(StableHash("a").value != StableHash("a", "").value)
  }

  @Test func `is always twelve digits`() {
    #expect((0..<500).allSatisfy { StableHash("\($0)").shortHex.count == 12 })
  }
}
