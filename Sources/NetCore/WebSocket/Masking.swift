/// The masking of client payloads (RFC 6455 §5.3).
enum Masking {
  /// Masks or unmasks the bytes from `start` to the end of `bytes`, in place, eight at a time.
  ///
  /// - Parameter key: first octet lowest, turned so that it belongs to the byte at `start`.
  static func apply(_ key: UInt32, to bytes: inout [UInt8], from start: Int) {
    precondition(start >= 0 && start <= bytes.count)
    guard key != 0 else { return }
    let wide = UInt64(key) << 32 | UInt64(key)
    // Sound: every load and store stays below `buffer.count`, and any bits are an integer.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      var index = start
      while index + 8 <= buffer.count {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        unsafe buffer.storeBytes(
          of: word ^ wide.littleEndian,
          toByteOffset: index,
          as: UInt64.self
        )
        index += 8
      }
      var rest = wide
      while index < buffer.count {
        unsafe buffer[index] ^= UInt8(truncatingIfNeeded: rest)
        rest >>= 8
        index += 1
      }
    }
  }

  /// The key that belongs to the byte `byteCount` further on.
  static func key(_ key: UInt32, after byteCount: Int) -> UInt32 {
    let shift = UInt32(byteCount % 4) * 8
    return shift == 0 ? key : key >> shift | key << (32 - shift)
  }
}
