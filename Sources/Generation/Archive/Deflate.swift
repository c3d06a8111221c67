import CZlib

/// Raw deflate streams (RFC 1951) by zlib.
enum Deflate {
  /// Compressed `bytes`, or `nil` when that would not be shorter.
  ///
  /// - Precondition: `bytes` are fewer than 4 GiB.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    var stream = unsafe z_stream()
    // Sound: the stream is zero-initialised and outlives every call; a negative window size asks for
    // a raw stream.
    let opened = unsafe deflateInit2_(
      &stream,
      Z_DEFAULT_COMPRESSION,
      Z_DEFLATED,
      -MAX_WBITS,
      8,
      Z_DEFAULT_STRATEGY,
      zlibVersion(),
      Int32(MemoryLayout<z_stream>.size)
    )
    precondition(opened == Z_OK, "zlib must be able to start")
    defer { unsafe deflateEnd(&stream) }

    // One byte less than the input: what does not fit is not worth it.
    var output = [UInt8](repeating: 0, count: bytes.count - 1)
    let (status, count) = unsafe run(&stream, from: bytes, into: &output) {
      unsafe deflate(&$0, Z_FINISH)
    }
    guard status == Z_STREAM_END else { return nil }
    output.removeLast(output.count - count)
    return output
  }

  /// The `count` bytes that `bytes` expand to; `nil` when they do not give exactly these.
  static func expand(_ bytes: [UInt8], toCount count: Int) -> [UInt8]? {
    var stream = unsafe z_stream()
    // Sound: as above.
    let opened = unsafe inflateInit2_(
      &stream,
      -MAX_WBITS,
      zlibVersion(),
      Int32(MemoryLayout<z_stream>.size)
    )
    precondition(opened == Z_OK, "zlib must be able to start")
    defer { unsafe inflateEnd(&stream) }

    var output = [UInt8](repeating: 0, count: count)
    let (status, written) = unsafe run(&stream, from: bytes, into: &output) {
      unsafe inflate(&$0, Z_FINISH)
    }
    return status == Z_STREAM_END && written == count ? output : nil
  }

  /// Lets `step` take all of `input`; its status and how many bytes of `output` it wrote.
  private static func run(
    _ stream: inout z_stream,
    from input: [UInt8],
    into output: inout [UInt8],
    _ step: (inout z_stream) -> Int32
  ) -> (status: Int32, count: Int) {
    // zlib declares its input pointer without `const` but does not write through it.
    var input = input
    // Sound: both buffers live for the whole call and their lengths are given with them.
    return unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.next_in = source.baseAddress
        unsafe stream.avail_in = uInt(source.count)
        unsafe stream.next_out = target.baseAddress
        unsafe stream.avail_out = uInt(target.count)
        let status = unsafe step(&stream)
        return (status, unsafe target.count - Int(stream.avail_out))
      }
    }
  }
}

/// CRC-32 as ZIP uses it.
enum CRC32 {
  /// - Precondition: `bytes` are fewer than 4 GiB.
  static func of(_ bytes: [UInt8]) -> UInt32 {
    // Sound: the pointer is valid for the count during the call.
    unsafe bytes.withUnsafeBufferPointer {
      unsafe UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, uInt($0.count)))
    }
  }
}
