import CZlib

/// A zlib stream of raw DEFLATE data, at an address that stays, as zlib demands.
///
/// Not thread-safe: whoever owns it uses it on one loop.
@safe final class CompressionStream {
  enum Direction {
    /// With a window of 8…15 bits. What is deflated for 256 bytes refers to the octet before at
    /// most, since zlib has no such window.
    case deflate(windowBits: Int)
    /// With the whole window.
    case inflate
  }

  private let direction: Direction
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether everything so far ends with a whole block and a whole octet.
  private(set) var isBetweenBlocks = true

  init(_ direction: Direction) {
    self.direction = direction
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let status =
      switch direction {
      case .deflate(let windowBits):
        // The loop waits meanwhile, and higher levels take two to five times as long for a tenth.
        unsafe deflateInit2_(
          stream,
          Z_BEST_SPEED,
          Z_DEFLATED,
          -Int32(direction.zlibWindowBits),
          Int32(direction.memoryLevel),
          windowBits == 8 ? Z_RLE : Z_DEFAULT_STRATEGY,
          ZLIB_VERSION,
          size
        )
      case .inflate:
        unsafe inflateInit2_(stream, -Int32(direction.zlibWindowBits), ZLIB_VERSION, size)
      }
    // Only wrong arguments, a wrong library, or no memory at all end here.
    precondition(status == Z_OK, "zlib refused a stream")
  }

  deinit {
    switch direction {
    case .deflate: unsafe deflateEnd(stream)
    case .inflate: unsafe inflateEnd(stream)
    }
    unsafe stream.deallocate()
  }

  /// Forgets what came before.
  func reset() {
    let status =
      switch direction {
      case .deflate: unsafe deflateReset(stream)
      case .inflate: unsafe inflateReset(stream)
      }
    precondition(status == Z_OK)
    isBetweenBlocks = true
  }

  /// Why input could not be processed; the stream is used up.
  enum Failure: Error { case malformed, tooLong }

  /// Feeds all of `input` and appends everything that comes out of it.
  ///
  /// - Throws: `.tooLong` when `output` would become longer than `byteCountMax`. It never takes
  ///   room for more than one byte beyond that.
  func process(
    _ input: Span<UInt8>,
    to output: inout [UInt8],
    byteCountMax: Int
  ) throws(Failure) {
    guard !input.isEmpty else { return }
    var rest = input
    while true {
      let room = min(
        max(2 * rest.count, Self.stepBytesMin),
        Self.stepBytesMax,
        byteCountMax - output.count + 1
      )
      let before = output.count
      var step = (status: Z_OK, consumed: 0)
      output.append(addingCapacity: room) { target in step = run(rest, into: &target) }
      rest = rest.extracting(step.consumed...)
      guard output.count <= byteCountMax else { throw .tooLong }
      switch step.status {
      case Z_STREAM_END:
        // A final block is legal inside a message; what follows is a stream of its own.
        reset()
        if rest.isEmpty { return }
      case Z_OK where rest.isEmpty && output.count - before < room: return
      case Z_OK: break
      case Z_BUF_ERROR where rest.isEmpty: return
      default: throw .malformed
      }
    }
  }

  private static let stepBytesMin = 256
  private static let stepBytesMax = 64 * 1024

  /// One call of zlib, which fills `output` as far as it can.
  private func run(
    _ input: Span<UInt8>,
    into output: inout OutputSpan<UInt8>
  ) -> (status: Int32, consumed: Int) {
    // Sound: zlib reads and writes within the counts given here, and keeps neither pointer,
    // since both are set anew before each call. It does not write through next_in.
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target, initializedCount in
        let given = UInt32(clamping: source.count)
        let room = UInt32(clamping: target.count)
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = given
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = room
        let status =
          switch direction {
          case .deflate: unsafe deflate(stream, Z_SYNC_FLUSH)
          case .inflate: unsafe inflate(stream, Z_SYNC_FLUSH)
          }
        initializedCount = unsafe Int(room - stream.pointee.avail_out)
        let consumed = unsafe Int(given - stream.pointee.avail_in)
        // zlib.h: 128 after a block or its header, plus the unused bits of the last octet.
        isBetweenBlocks = unsafe stream.pointee.data_type & 0xBF == 128
        return (status, consumed)
      }
    }
  }
}

extension CompressionStream.Direction {
  /// The memory that such a stream takes, as zconf.h says.
  var byteCount: Int {
    switch self {
    case .deflate: 8 * 1024 + 4 << zlibWindowBits + 512 << memoryLevel
    case .inflate: 8 * 1024 + 1 << zlibWindowBits
    }
  }

  /// zlib deflates with at least 9.
  fileprivate var zlibWindowBits: Int {
    guard case .deflate(let windowBits) = self else { return 15 }
    precondition((8...15).contains(windowBits))
    return max(9, windowBits)
  }

  /// A small window gets small tables.
  fileprivate var memoryLevel: Int { max(4, zlibWindowBits - 7) }
}
