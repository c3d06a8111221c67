import Testing

@testable import NetCore

@Suite struct ByteBufferTests {
  private func bytes(_ buffer: ByteBuffer) -> [UInt8] { buffer.withSpan { $0.bytes() } }

  @Test func `keeps what was appended when it grows`() {
    let buffer = ByteBuffer(capacity: 1)
    let expected = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    for byte in expected.prefix(10) { buffer.append(byte) }
    buffer.append(Array(expected.dropFirst(10)))
    #expect(bytes(buffer) == expected)
    #expect(buffer.capacity >= 1000)
    #expect(buffer.withSpan(from: 998) { $0.bytes() } == Array(expected.suffix(2)))
  }

  @Test(arguments: [0, 7, 10, 99, 100, 12_345, .max])
  func `writes numbers in decimal digits`(number: Int) {
    let buffer = ByteBuffer(capacity: 1)
    buffer.append("=")
    buffer.appendDecimal(number)
    #expect(String(decoding: bytes(buffer), as: UTF8.self) == "=\(number)")
  }

  @Test func `replaces its bytes when it is filled`() {
    let buffer = ByteBuffer(capacity: 8)
    buffer.append("before")
    let count = unsafe buffer.fill { (memory) throws(Never) in
      unsafe memory[0] = 1
      return memory.count - 6
    }
    #expect(count == 2)
    #expect(bytes(buffer).first == 1)
    let nothing = unsafe buffer.fill { (_) throws(Never) in nil }
    #expect(nothing == nil)
    #expect(bytes(buffer).isEmpty)
  }

  @Test func `hands a buffer out again, empty`() {
    let pool = BufferPool()
    let buffer = pool.take()
    buffer.append("x")
    pool.give(buffer)
    let again = pool.take()
    #expect(again === buffer)
    #expect(again.count == 0)
    #expect(pool.take() !== buffer)
  }
}
