import CZlib

/// The gzip content coding (RFC 1952).
enum Gzip {
  /// The checksum of its trailer (RFC 1952 §2.3.1).
  static func checksum(_ bytes: [UInt8]) -> UInt {
    // Sound: zlib reads so many bytes during the call.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe UInt(crc32_z(0, bytes.baseAddress, bytes.count))
    }
  }

  /// The bytes in gzip coding, always the same for the same bytes.
  ///
  /// Takes about 25 ms for a megabyte of text: not on an event loop.
  ///
  /// - Returns: `nil` when they would not become shorter.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    // zlib wants the stream to stay where it is.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer { unsafe stream.deallocate() }
    let initialized = unsafe deflateInit2_(
      stream,
      Z_DEFAULT_COMPRESSION,
      Z_DEFLATED,
      16 + MAX_WBITS,  // 16 asks for the framing of gzip.
      8,
      Z_DEFAULT_STRATEGY,
      ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)
    )
    // Without memory the content is sent as it is.
    guard initialized == Z_OK, let inputCount = UInt32(exactly: bytes.count) else { return nil }
    defer { unsafe deflateEnd(stream) }
    var output = [UInt8](repeating: 0, count: bytes.count)
    let status = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        // Sound: zlib reads and writes within these counts, and both arrays outlive the call. It
        // does not write through next_in.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = inputCount
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = inputCount
        return unsafe deflate(stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { return nil }
    output.removeLast(unsafe Int(stream.pointee.avail_out))
    return output
  }
}
