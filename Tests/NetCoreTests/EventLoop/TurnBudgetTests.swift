import Testing

@testable import NetCore

@Suite struct TurnBudgetTests {
  private static let short = Nanoseconds(.milliseconds(1))
  private static let long = Nanoseconds(.milliseconds(20))

  @Test(arguments: [(0, 256), (1, 256), (2, 128), (64, 4), (128, 2), (10_000, 2)])
  func `divides the room among those that are ready`(_ readyCount: Int, _ kibibytes: Int) {
    var budget = TurnBudget()
    budget.begin(readyCount: readyCount)
    #expect(budget.share == kibibytes * 1024)
  }

  @Test func `takes less in turns that are too long, and all again in short ones`() {
    var budget = TurnBudget()
    for _ in 0..<10 { budget.end(took: Self.long) }
    budget.begin(readyCount: 1)
    #expect(budget.share == TurnBudget.byteCountMin)
    budget.end(took: Nanoseconds(.milliseconds(5)))
    budget.begin(readyCount: 1)
    #expect(budget.share == TurnBudget.byteCountMin)
    for _ in 0..<10 { budget.end(took: Self.short) }
    budget.begin(readyCount: 1)
    #expect(budget.share == TurnBudget.byteCountMax)
  }
}
