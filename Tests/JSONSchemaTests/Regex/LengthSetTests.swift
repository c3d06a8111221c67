import Testing

@testable import JSONSchema

@Suite struct LengthSetTests {
  private func set(_ lengths: [Int], bound: Int = 200) -> LengthSet {
    var result = LengthSet(bound: bound)
    for length in lengths { result.insert(length) }
    return result
  }

  @Test func `adds every pair of lengths, also over word borders`() {
    let sum = set([0, 2, 63]).followed(by: set([1, 64, 150]))
    #expect(sum.lengths == [1, 3, 64, 66, 127, 150, 152])
  }

  @Test func `drops what is above the bound`() {
    #expect(set([60], bound: 70).followed(by: set([10, 11], bound: 70)).lengths == [70])
  }

  @Test(
    arguments: [
      ([2], 0, nil, [0, 2, 4, 6, 8, 10]), ([2, 3], 2, 3, [4, 5, 6, 7, 8, 9]),
      ([1], 3, 5, [3, 4, 5]),
      ([0], 4, nil, [0]), ([3], 4, 4, []), ([1], 0, nil, Array(0...10)), ([4], 1, 1, [4]),
    ] as [([Int], Int, Int?, [Int])]
  )
  func `repeats lengths`(_ lengths: [Int], _ minimum: Int, _ maximum: Int?, _ expected: [Int]) {
    #expect(set(lengths, bound: 10).repeated(minimum, maximum).lengths == expected)
  }
}
