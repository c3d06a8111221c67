import Testing

@testable import AssayServer

@Suite struct ByteCountTests {
  @Test(
    arguments: zip(
      [0, 17, 1_023, 1_024, 1_536, 2_047, 33_554_432, 1_572_864, 3 << 30],
      [
        "0 bytes", "17 bytes", "1023 bytes", "1 KiB", "1.5 KiB", "1.9 KiB", "32 MiB", "1.5 MiB",
        "3 GiB",
      ]
    )
  )
  func `sizes read well`(count: Int, text: String) {
    #expect(ByteCount.text(count) == text)
  }
}
