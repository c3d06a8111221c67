import Testing

@testable import Generation

@Suite struct DeflateTests {
  private let bytes = [UInt8](repeating: 7, count: 10_000)

  @Test func `expands what it compressed`() throws {
    let compressed = try #require(Deflate.compress(bytes))
    #expect(compressed.count < 100)
    #expect(Deflate.expand(compressed, toCount: bytes.count) == bytes)
  }

  @Test func `compresses nothing that would not get shorter`() {
    #expect(Deflate.compress([]) == nil)
    #expect(Deflate.compress([1]) == nil)
    #expect(Deflate.compress(Array(0...255)) == nil)
  }

  @Test(arguments: [0, 9_999, 10_001])
  func `expands to exactly the announced length`(count: Int) throws {
    let compressed = try #require(Deflate.compress(bytes))
    #expect(Deflate.expand(compressed, toCount: count) == nil)
  }

  @Test func `computes the checksum of the specification's example`() {
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.of([]) == 0)
  }
}
