import Testing

@testable import NetCore

@Suite struct PatienceTests {
  private static func seconds(_ count: Int) -> Nanoseconds { Nanoseconds(.seconds(count)) }

  @Test func `is over when nothing moved for the whole time`() {
    var patience = Patience(Self.seconds(10), bytesPerSecondMin: 100)
    patience.spend(Self.seconds(9), moved: 0)
    #expect(!patience.isOver)
    patience.spend(Self.seconds(1), moved: 0)
    #expect(patience.isOver)
  }

  @Test(arguments: [(99, true), (100, false), (101, false)])
  func `ends for a peer that is too slow, however long that takes`(_ rate: Int, _ ends: Bool) {
    var patience = Patience(Self.seconds(10), bytesPerSecondMin: 100)
    for _ in 0..<2000 where !patience.isOver { patience.spend(Self.seconds(1), moved: rate) }
    #expect(patience.isOver == ends)
  }

  @Test(arguments: [1000, 5000, Int.max])
  func `never grows beyond the whole time`(_ byteCount: Int) {
    var patience = Patience(Self.seconds(10), bytesPerSecondMin: 100)
    patience.spend(Self.seconds(4), moved: byteCount)
    #expect(patience.left == Self.seconds(10))
  }
}
