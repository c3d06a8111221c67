import Testing

@testable import NetCore

@Suite struct MaskingTests {
  @Test(arguments: 0...40)
  func `masks every octet with its key octet`(byteCount: Int) {
    let key: [UInt8] = [0xA1, 0xB2, 0xC3, 0xD4]
    let word: UInt32 = 0xD4C3_B2A1
    let plain = (0..<byteCount).map { UInt8($0) }
    for start in 0...min(byteCount, 9) {
      var bytes = plain
      Masking.apply(word, to: &bytes, from: start)
      let expected = plain.enumerated().map { index, byte in
        index < start ? byte : byte ^ key[(index - start) % 4]
      }
      #expect(bytes == expected)
    }
  }

  @Test func `turns the key`() {
    #expect(Masking.key(0xD4C3_B2A1, after: 0) == 0xD4C3_B2A1)
    #expect(Masking.key(0xD4C3_B2A1, after: 1) == 0xA1D4_C3B2)
    #expect(Masking.key(0xD4C3_B2A1, after: 6) == 0xB2A1_D4C3)
    #expect(Masking.key(0xD4C3_B2A1, after: 8) == 0xD4C3_B2A1)
  }
}
