import Glibc

/// Bytes in memory of their own, which grow at the end.
///
/// It is a class over plain memory because it stands on the path of every byte that is received or
/// sent: an array that is a property of a class pays a check of exclusive access and one of unique
/// ownership for each append. It belongs to one loop.
///
/// Safe to hold because the memory is the buffer's alone and every access checks its bounds.
@safe final class ByteBuffer {
  /// How many bytes there are.
  private(set) var count = 0
  private(set) var capacity: Int
  /// How much ``fill(_:)`` may write at once.
  var fillByteCountMax = Int.max
  // `capacity` bytes, of which the first `count` are initialized; nobody else knows the address
  // longer than a call.
  private var start: UnsafeMutablePointer<UInt8>
  fileprivate var nextInPool: ByteBuffer?

  /// An empty buffer with room for so many bytes.
  init(capacity: Int) {
    precondition(capacity > 0)
    self.capacity = capacity
    unsafe start = .allocate(capacity: capacity)
  }

  deinit {
    unsafe start.deallocate()
  }

  // MARK: - Appending

  /// Appends one byte.
  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    // Sound: there is room for one byte behind the first `count`.
    unsafe start[count] = byte
    count += 1
  }

  /// Appends all of some bytes.
  @inline(__always)
  func append(_ bytes: Span<UInt8>) {
    // Sound: the span's memory is only read, during the call.
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
  }

  /// Appends all bytes of an array.
  @inline(__always)
  func append(_ bytes: [UInt8]) {
    append(bytes.span)
  }

  /// Appends ASCII text that is known at compile time.
  @inline(__always)
  func append(_ text: StaticString) {
    // Sound: a static string is valid for ever and has so many bytes.
    unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 of a text.
  func append(_ text: String) {
    append(text.utf8.span)
  }

  /// Appends a number that is not negative in decimal digits.
  func appendDecimal(_ number: Int) {
    precondition(number >= 0)
    var digitCount = 1
    var rest = number / 10
    while rest > 0 {
      digitCount += 1
      rest /= 10
    }
    reserve(digitCount)
    rest = number
    var place = count + digitCount
    while place > count {
      place -= 1
      // Sound: the places lie in the room for the digits behind the first `count`.
      unsafe start[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += digitCount
  }

  @inline(__always)
  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    // Sound: there is room for them behind the first `count`, where `bytes` cannot lie.
    unsafe memcpy(start + count, source, bytes.count)
    count += bytes.count
  }

  @inline(__always)
  private func reserve(_ byteCount: Int) {
    if byteCount > capacity - count { grow(by: byteCount) }
  }

  @inline(never)
  private func grow(by byteCount: Int) {
    let wanted = max(capacity * 2, count + byteCount)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    // Sound: the new memory is longer than what moves there.
    unsafe memcpy(grown, start, count)
    unsafe start.deallocate()
    unsafe start = grown
    capacity = wanted
  }

  // MARK: - The bytes

  /// Forgets all bytes and keeps the memory.
  func removeAll() {
    count = 0
  }

  /// Lends the bytes from an offset on; they stay where they are as long as nothing is appended.
  @inline(__always)
  func withSpan<Result, Failure: Error>(
    from offset: Int = 0,
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(offset >= 0 && offset <= count)
    // Sound: the first `count` bytes are initialized, and the buffer outlives the call.
    let bytes = unsafe UnsafeBufferPointer(start: start + offset, count: count - offset)
    return try unsafe body(bytes.span)
  }

  /// Replaces the bytes by those that a closure writes to the memory, whose number it returns.
  @inline(__always)
  func fill<Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int?
  ) throws(Failure) -> Int? {
    let room = min(capacity, fillByteCountMax)
    // Sound: all `capacity` bytes belong to the buffer, and any bits are bytes.
    let written = try unsafe body(UnsafeMutableRawBufferPointer(start: start, count: room))
    count = written ?? 0
    precondition(count <= room)
    return written
  }
}

/// Write buffers that the connections of one loop share.
final class BufferPool {
  /// Those that nobody uses, linked with each other.
  private var first: ByteBuffer?
  private var count = 0

  /// What a new buffer has room for.
  private static let capacity = 16 * 1024
  /// Larger ones are not kept.
  private static let keptCapacityMax = 64 * 1024
  /// More are not kept.
  private static let keptCountMax = 32

  /// An empty buffer.
  func take() -> ByteBuffer {
    guard let buffer = first else { return ByteBuffer(capacity: Self.capacity) }
    first = buffer.nextInPool
    buffer.nextInPool = nil
    count -= 1
    return buffer
  }

  /// Takes a buffer back that nobody uses any more.
  func give(_ buffer: ByteBuffer) {
    guard count < Self.keptCountMax, buffer.capacity <= Self.keptCapacityMax else { return }
    buffer.removeAll()
    buffer.nextInPool = first
    first = buffer
    count += 1
  }
}
