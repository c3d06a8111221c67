import Testing

@testable import JSONSchema

@Suite struct SeededGeneratorTests {
  @Test func `is SplitMix64`() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
  }

  @Test func `every text and every border between texts counts`() {
    let firsts = [
      SeededGenerator(seed: 1, "ab", "c"), SeededGenerator(seed: 1, "a", "bc"),
      SeededGenerator(seed: 2, "ab", "c"), SeededGenerator(seed: 1, "ab"),
    ].map { generator in
      var copy = generator
      return copy.next()
    }
    #expect(Set(firsts).count == 4)
  }

  @Test func `nothing is below nothing`() {
    var generator = SeededGenerator(seed: 1)
    #expect(generator.below(0) == 0)
    #expect(generator.pick([Int]()) == nil)
  }
}
