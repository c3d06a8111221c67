/// How the bytes of a channel travel over its socket.
///
/// A channel and its queue send and receive through this and nothing else, so that neither knows
/// what lies between them and the kernel. All calls return nil when they would block.
struct Transport {
  /// The socket, which its channel keeps open.
  let descriptor: Int32

  /// Fills a buffer: the number of bytes, 0 when the peer will send no more.
  @inline(__always)
  func receive(into buffer: ByteBuffer) throws(Errno) -> Int? {
    try SystemCall.receive(descriptor, into: buffer)
  }

  /// Sends bytes: how many were taken.
  ///
  /// - Parameter more: whether more follows at once.
  @inline(__always)
  func send(_ bytes: Span<UInt8>, more: Bool = false) throws(Errno) -> Int? {
    try SystemCall.send(descriptor, bytes, more: more)
  }

  /// Sends two pieces, one after the other: how many bytes of both together were taken.
  @inline(__always)
  func send(
    _ first: Span<UInt8>,
    _ second: Span<UInt8>,
    more: Bool = false
  ) throws(Errno) -> Int? {
    try SystemCall.send(descriptor, first, second, more: more)
  }

  /// Sends a part of a file: how many bytes were taken, 0 when the file has become shorter.
  func sendFile(_ slice: FileSlice, byteCountMax: Int) throws(Errno) -> Int? {
    try SystemCall.sendFile(
      descriptor,
      from: slice.file.descriptor.rawValue,
      offset: slice.offset,
      count: min(slice.byteCount, byteCountMax)
    )
  }

  /// Tells the peer that nothing more comes.
  func finishSending() {
    SystemCall.shutdownWriting(descriptor)
  }
}
