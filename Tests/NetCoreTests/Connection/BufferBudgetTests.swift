import Testing

@testable import NetCore

@Suite struct BufferBudgetTests {
  @Test func `lets one have everything as long as there is room`() {
    var budget = BufferBudget(byteCountMax: 100)
    budget.change(from: 0, to: 100)
    #expect(budget.allows(100))
    budget.change(from: 100, to: 101)
    #expect(!budget.allows(101))
  }

  @Test func `makes those with more than an equal share give way`() {
    var budget = BufferBudget(byteCountMax: 100)
    budget.change(from: 0, to: 70)
    budget.change(from: 0, to: 31)
    #expect(!budget.allows(70))
    #expect(!budget.allows(51))
    #expect(budget.allows(50))
    #expect(budget.allows(31))
    budget.change(from: 70, to: 0)
    #expect(budget.allows(31))
    #expect(budget.byteCount == 31)
    budget.change(from: 31, to: 101)
    #expect(budget.allows(100))
  }
}
