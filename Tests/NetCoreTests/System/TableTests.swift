import Testing

@testable import NetCore

@Suite struct TableTests {
  private final class Thing {}

  @Test func `keeps elements when it grows, and fills the place of one that leaves`() {
    let table = Table<Int>()
    for number in 0..<100 { table.append(number) }
    #expect((0..<table.count).map { table[$0] } == Array(0..<100))
    table[7] = 700
    #expect(table[7] == 700)
    table.remove(at: 7)
    #expect(table[7] == 99)
    table.remove(at: 98)
    #expect(table.count == 98)
    #expect(table[97] == 97)
  }

  @Test func `lets go of what leaves`() {
    weak var first: Thing?
    weak var second: Thing?
    do {
      let table = Table<Thing>()
      table.append(Thing())
      table.append(Thing())
      first = table[0]
      second = table[1]
      table.remove(at: 0)
      #expect(first == nil)
      #expect(second != nil)
      table.append(Thing())
      table.removeAll()
      #expect(second == nil)
      #expect(table.count == 0)
      table.append(Thing())
    }
    #expect(second == nil)
  }

  @Test func `traps beyond its end`() async {
    await #expect(processExitsWith: .failure) { _ = Table<Int>()[0] }
  }
}
