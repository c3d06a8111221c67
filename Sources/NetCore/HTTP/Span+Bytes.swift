import Glibc

extension Span where Element == UInt8 {
  /// The position of the first `byte` at or after `start`.
  func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    precondition(start >= 0 && start <= count)
    // Sound: memchr reads `count - start` bytes from `start`, all inside the span, and the
    // pointer that it returns is turned into an offset before the closure ends.
    return unsafe withUnsafeBufferPointer { buffer -> Int? in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The position of the first byte at or after `start` that is not in `set`, or the end.
  @inline(__always)
  func firstIndex(from start: Int = 0, notIn set: ByteSet) -> Int {
    precondition(start >= 0 && start <= count)
    // Sound: the index stays below the buffer's count, which is the span's.
    return unsafe withUnsafeBufferPointer { buffer in
      var index = start
      while index < buffer.count, set.contains(unsafe buffer[index]) { index += 1 }
      return index
    }
  }

  /// Eight bytes from a position on, in the order of memory.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    precondition(index >= 0 && index <= count - 8)
    // Sound: eight bytes from `index` are inside the span, and any bits are an integer.
    return unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// Whether some byte may be a control character; false when all are above 0x1F and none is DEL.
  func mayHoldControl() -> Bool {
    guard count >= 8 else { return count > 0 }
    var index = 0
    while index < count - 8 {
      if Self.mayHoldControl(word(at: index)) { return true }
      index += 8
    }
    // The last eight, some of which may have been looked at already.
    return Self.mayHoldControl(word(at: count - 8))
  }

  private static func mayHoldControl(_ word: UInt64) -> Bool {
    // The high bit of a byte of each: set for bytes below 0x20, and for 0x7F, among others.
    let belowSpace = (word &- 0x2020_2020_2020_2020) & ~word
    let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
    let isDelete = (delete &- 0x0101_0101_0101_0101) & ~delete
    return (belowSpace | isDelete) & 0x8080_8080_8080_8080 != 0
  }

  /// Whether the span begins with ASCII text, in the same case.
  func hasPrefix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    return count >= length && extracting(0..<length).equals(text, ignoringCase: false)
  }

  /// Whether both hold the same bytes.
  func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    // Sound: memcmp reads `count` bytes of both, which both have.
    return unsafe withUnsafeBufferPointer { mine in
      unsafe other.withUnsafeBufferPointer { other in
        guard let mine = mine.baseAddress, let other = other.baseAddress else { return true }
        return unsafe memcmp(mine, other, count) == 0
      }
    }
  }

  /// Compares with ASCII text; `ignoringCase` folds A–Z only, as HTTP's tokens want it.
  func equals(_ text: StaticString, ignoringCase: Bool = true) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    // Sound: a static string is valid for ever and has as many bytes as the span.
    return unsafe withUnsafeBufferPointer { bytes in
      guard let mine = bytes.baseAddress else { return true }
      let other = unsafe text.utf8Start
      if !ignoringCase { return unsafe memcmp(mine, other, bytes.count) == 0 }
      var index = 0
      while index < bytes.count,
        unsafe ASCII.lowercased(mine[index]) == ASCII.lowercased(other[index])
      { index += 1 }
      return index == bytes.count
    }
  }

  /// Without spaces and tabs at both ends (OWS, RFC 9110 §5.6.3), as a range of this span.
  @inline(__always)
  func trimmingOptionalWhitespace(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, ASCII.isOptionalWhitespace(self[lower]) { lower += 1 }
    while upper > lower, ASCII.isOptionalWhitespace(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// A copy as a string, or `nil` when the bytes are not UTF-8.
  func string() -> String? {
    guard let text = try? UTF8Span(validating: self) else {
      // The place of the fault is of no use to the callers, each knows a better one.
      return nil
    }
    return String(copying: text)
  }

  /// A copy as a string of bytes that are known to be ASCII.
  func asciiString() -> String {
    // Sound: whoever says so has checked that each byte is below 0x80, which makes it UTF-8.
    unsafe String(copying: UTF8Span(unchecked: self, isKnownASCII: true))
  }

  /// A copy as an array.
  func bytes() -> [UInt8] {
    // Sound: the buffer is only read while the closure runs.
    unsafe withUnsafeBufferPointer { unsafe Array($0) }
  }
}

extension Array where Element == UInt8 {
  /// Appends every byte of `bytes` in one copy.
  mutating func append(contentsOf bytes: Span<UInt8>) {
    // Sound: the buffer is only read while the closure runs.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
