import CLinux

/// How the bytes of a channel travel over its socket: as they are, or through TLS.
///
/// A channel and its queue send and receive through this and nothing else. All calls return nil, or
/// false, when they have to wait; ``receiveWaitsFor`` and ``sendWaitsFor`` tell for what.
struct Transport {
  /// The socket, which its channel keeps open.
  let descriptor: Int32
  private let session: TLSSession?

  /// - Parameter session: TLS whose handshake is complete; nil for a plain socket.
  init(descriptor: Int32, session: TLSSession? = nil) {
    self.descriptor = descriptor
    self.session = session
  }

  // MARK: - Receiving

  /// Fills a buffer: the number of bytes, 0 when the peer will send no more.
  @inline(__always)
  func receive(into buffer: ByteBuffer) throws(Errno) -> Int? {
    guard let session else { return try SystemCall.receive(descriptor, into: buffer) }
    return try session.receive(into: buffer)
  }

  /// Receives bytes only to get rid of them, as they come from the kernel.
  func discard(into buffer: ByteBuffer) throws(Errno) -> Int? {
    try SystemCall.receive(descriptor, into: buffer)
  }

  /// What the socket must be before more can be received.
  @inline(__always)
  var receiveWaitsFor: Readiness { session?.receiveWaitsFor ?? .readable }
  /// Whether there is something to receive that does not make the socket readable.
  @inline(__always)
  var hasMore: Bool { session?.hasMore ?? false }

  // MARK: - Sending

  /// What encrypts; nil also where the kernel does it (kTLS), so that the plain calls do.
  @inline(__always)
  private var sealer: TLSSession? {
    guard let session, !session.sendsInKernel else { return nil }
    return session
  }

  /// Sends bytes, at least one: how many were taken.
  ///
  /// - Parameter more: whether more follows at once.
  @inline(__always)
  func send(_ bytes: Span<UInt8>, more: Bool = false) throws(Errno) -> Int? {
    guard let sealer else { return try SystemCall.send(descriptor, bytes, more: more) }
    return try sealer.send(bytes)
  }

  /// Sends two pieces, one after the other: how many bytes of both together were taken.
  @inline(__always)
  func send(
    _ first: Span<UInt8>,
    _ second: Span<UInt8>,
    more: Bool = false
  ) throws(Errno) -> Int? {
    guard let sealer else { return try SystemCall.send(descriptor, first, second, more: more) }
    return try sealer.send(first, second)
  }

  /// Sends a part of a file: how many bytes were taken, 0 when the file has become shorter.
  func sendFile(_ slice: FileSlice, byteCountMax: Int) throws(Errno) -> Int? {
    guard let sealer else {
      return try SystemCall.sendFile(
        descriptor,
        from: slice.file.descriptor.rawValue,
        offset: slice.offset,
        count: min(slice.byteCount, byteCountMax)
      )
    }
    return try sealer.sendFile(slice, byteCountMax: byteCountMax)
  }

  /// What the socket must be before more can be sent.
  @inline(__always)
  var sendWaitsFor: Readiness { sealer?.sendWaitsFor ?? .writable }
  /// Whether something that was taken has not left, so that the channel still has to wait.
  @inline(__always)
  var holdsOutput: Bool { sealer?.holdsOutput ?? false }

  /// The memory that this takes.
  @inline(__always)
  var heldByteCount: Int { sealer?.heldByteCount ?? 0 }

  /// Sends what was taken and has not left.
  @inline(__always)
  func sendHeld() throws(Errno) -> Bool { try sealer?.sendHeld() ?? true }

  // MARK: - The end

  /// Tells the peer, in the words of TLS, that all that came was all there is.
  func finish() throws(Errno) -> Bool { try session?.finish() ?? true }

  /// Makes closing the socket drop what has not left the kernel.
  func resetWhenClosed() {
    SystemCall.resetWhenClosed(descriptor)
  }

  /// How many bytes the peer acknowledged, encrypted ones where there are. It wraps around, and
  /// for what is no TCP any change of it is a large one.
  var acknowledgedByteCount: UInt64 { clinux_progress(descriptor) }

  /// Tells the peer that the socket sends nothing more.
  func shutdown() {
    SystemCall.shutdownWriting(descriptor)
  }
}
