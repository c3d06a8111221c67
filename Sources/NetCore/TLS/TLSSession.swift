import CTLS

/// The TLS of one connection, on top of its socket. It belongs to the loop of its connection.
///
/// Safe because the pointer lives as long as the object and is given to nobody.
@safe final class TLSSession {
  private let session: OpaquePointer
  /// What the socket must be before more can be received: an answer of TLS itself may have to be
  /// sent first.
  private(set) var receiveWaitsFor = Readiness.readable
  /// What the socket must be before more can be sent.
  private(set) var sendWaitsFor = Readiness.writable
  /// Whether there is something to receive of which the kernel knows nothing.
  private(set) var hasMore = false
  /// Whether the kernel encrypts what is sent (kTLS), so that the plain system calls are to be used.
  private(set) var sendsInKernel = false

  /// How far a handshake has come.
  enum Progress: Equatable {
    case complete
    case waits(for: Readiness)
    /// The client does not speak TLS but HTTP.
    case isPlainHTTP
    case failed(String)
  }

  /// Files are read in such steps, between which others have their turn.
  private static let fileStepByteCountMax = 256 * 1024

  init(owning session: OpaquePointer) {
    unsafe self.session = session
  }

  deinit {
    unsafe ctls_session_free(session)
  }

  /// Goes on with the handshake.
  func handshake() -> Progress {
    switch unsafe Int(ctls_session_handshake(session)) {
    case 1:
      sendsInKernel = unsafe ctls_session_sends_in_kernel(session)
      hasMore = unsafe ctls_session_has_more(session)
      return .complete
    case ctls_wants_readable: return .waits(for: .readable)
    case ctls_wants_writable: return .waits(for: .writable)
    case ctls_plain_http: return .isPlainHTTP
    case ctls_truncated: return .failed("the client left")
    default: return .failed(TLSContext.lastError ?? "the connection broke")
    }
  }

  /// Whether the client has sent anything yet.
  var hasHeard: Bool { unsafe ctls_session_has_heard(session) }

  // MARK: - Bytes

  /// Receives as much as there is and fits: the number of bytes, 0 when the peer said that it will
  /// send no more, nil when it has to wait.
  ///
  /// - Throws: ``Errno/connectionReset`` also for an end that the peer did not announce
  ///   (RFC 8446 §6.1), and for bytes that are no TLS.
  func receive(into buffer: ByteBuffer) throws(Errno) -> Int? {
    receiveWaitsFor = .readable
    // OpenSSL writes no more than the buffer has room for, and `hasMore` during the call only.
    return try unsafe buffer.fill { (bytes) throws(Errno) in
      let result = unsafe ctls_session_receive(session, bytes.baseAddress, bytes.count, &hasMore)
      return try Self.outcome(result, waitingFor: &receiveWaitsFor)
    }
  }

  /// Sends bytes, at least one, until the socket takes no more: how many were taken, nil when it has
  /// to wait.
  ///
  /// What is taken has not left while ``holdsOutput``.
  func send(_ first: Span<UInt8>, _ second: Span<UInt8>? = nil) throws(Errno) -> Int? {
    // OpenSSL reads both during the call, and keeps a copy of what it could not send.
    let result = unsafe first.withUnsafeBytes { first in
      guard let second else {
        return unsafe ctls_session_send(session, first.baseAddress, first.count, nil, 0)
      }
      return unsafe second.withUnsafeBytes { second in
        unsafe ctls_session_send(
          session,
          first.baseAddress,
          first.count,
          second.baseAddress,
          second.count
        )
      }
    }
    sendWaitsFor = .writable
    return try Self.outcome(result, waitingFor: &sendWaitsFor)
  }

  /// Reads a part of a file and sends it: how many bytes were taken, 0 when the file has become
  /// shorter, nil when it has to wait.
  func sendFile(_ slice: FileSlice, byteCountMax: Int) throws(Errno) -> Int? {
    let result = unsafe ctls_session_send_file(
      session,
      slice.file.descriptor.rawValue,
      Int64(slice.offset),
      Int64(min(slice.byteCount, byteCountMax, Self.fileStepByteCountMax))
    )
    sendWaitsFor = .writable
    return try Self.outcome(result, waitingFor: &sendWaitsFor)
  }

  /// Whether something that was taken has not left.
  var holdsOutput: Bool { unsafe ctls_session_held_count(session) > 0 }
  /// The memory that it takes: OpenSSL has it a second time, encrypted.
  var heldByteCount: Int { unsafe 2 * ctls_session_held_count(session) }

  /// Sends what is held; false when it has to wait.
  func sendHeld() throws(Errno) -> Bool {
    sendWaitsFor = .writable
    return try Self.outcome(
      Int64(unsafe ctls_session_send_held(session)),
      waitingFor: &sendWaitsFor
    ) != nil
  }

  /// Tells the peer that nothing more comes (close_notify); false when it has to wait.
  func finish() throws(Errno) -> Bool {
    sendWaitsFor = .writable
    return try Self.outcome(
      Int64(unsafe ctls_session_finish(session)),
      waitingFor: &sendWaitsFor
    ) != nil
  }

  private static func outcome(
    _ result: Int64,
    waitingFor readiness: inout Readiness
  ) throws(Errno) -> Int? {
    switch Int(result) {
    case 0...: return Int(result)
    case ctls_wants_readable: readiness = .readable
    case ctls_wants_writable: readiness = .writable
    default: throw .connectionReset
    }
    return nil
  }
}
