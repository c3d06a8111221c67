import Testing

@testable import TaskHub

@Suite struct FairQueueTests {
  @Test func `lets clients take turns`() {
    var queue = FairQueue<Int>()
    for number in 1...3 { queue.append(number, client: "a") }
    queue.append(10, client: "b")
    queue.append(20, client: "c")
    queue.append(11, client: "b")
    var order: [Int] = []
    while let next = queue.popFirst() { order.append(next) }
    #expect(order == [1, 10, 20, 2, 11, 3])
    #expect(queue.count == 0)
  }

  @Test func `takes a waiting element out`() {
    var queue = FairQueue<Int>()
    queue.append(1, client: "a")
    queue.append(2, client: "a")
    let removed = [1, 1].map { queue.remove($0, client: "a") }
    #expect(removed == [true, false])
    #expect(queue.count == 1)
    let popped = [queue.popFirst(), queue.popFirst()]
    #expect(popped == [2, nil])
  }
}
