import CZlib

/// A zlib stream of raw DEFLATE data, at an address that stays, as zlib demands.
///
/// Not thread-safe: whoever owns it uses it on one loop.
@safe final class CompressionStream {
  enum Direction { case deflate, inflate }

  private let direction: Direction
  private let stream: UnsafeMutablePointer<z_stream>

  /// - Parameter windowBits: 9…15 to deflate, 8…15 to inflate.
  init(_ direction: Direction, windowBits: Int) {
    self.direction = direction
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let status =
      switch direction {
      case .deflate:
        unsafe deflateInit2_(
          stream,
          Z_DEFAULT_COMPRESSION,
          Z_DEFLATED,
          Int32(-windowBits),
          8,
          Z_DEFAULT_STRATEGY,
          ZLIB_VERSION,
          size
        )
      case .inflate:
        unsafe inflateInit2_(stream, Int32(-windowBits), ZLIB_VERSION, size)
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
  }

  /// Why input could not be processed; the stream is used up.
  enum Failure: Error { case malformed, tooLong }

  /// Feeds all of `input` and gives everything that comes out of it.
  ///
  /// - Throws: `.tooLong` when that is more than `byteCountMax`.
  func process(_ input: [UInt8], byteCountMax: Int) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    var consumed = 0
    while true {
      let capacity = min(max(output.count, 2 * input.count, 256), Self.stepBytesMax)
      let start = output.count
      output.append(contentsOf: repeatElement(0, count: capacity))
      let step = unsafe input.withUnsafeBufferPointer { source in
        unsafe output.withUnsafeMutableBufferPointer { target in
          unsafe run(
            UnsafeBufferPointer(rebasing: source[consumed...]),
            into: UnsafeMutableBufferPointer(rebasing: target[start...])
          )
        }
      }
      consumed += step.consumed
      output.removeLast(capacity - step.produced)
      guard output.count <= byteCountMax else { throw .tooLong }
      switch step.status {
      case Z_STREAM_END:
        // A final block is legal inside a message; what follows is a stream of its own.
        reset()
        if consumed == input.count { return output }
      case Z_OK:
        if consumed == input.count, step.produced < capacity { return output }
      case Z_BUF_ERROR where consumed == input.count:
        return output
      default:
        throw .malformed
      }
    }
  }

  private static let stepBytesMax = 64 * 1024

  /// One call of zlib.
  private func run(
    _ input: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>
  ) -> (status: Int32, consumed: Int, produced: Int) {
    // Sound: zlib reads and writes within the counts given here, and keeps neither pointer,
    // since both are set anew before each call. It does not write through next_in.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.baseAddress
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let status =
      switch direction {
      case .deflate: unsafe deflate(stream, Z_SYNC_FLUSH)
      case .inflate: unsafe inflate(stream, Z_SYNC_FLUSH)
      }
    let consumed = unsafe input.count - Int(stream.pointee.avail_in)
    let produced = unsafe output.count - Int(stream.pointee.avail_out)
    return (status, consumed, produced)
  }
}
