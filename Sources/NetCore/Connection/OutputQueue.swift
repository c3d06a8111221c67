/// What a connection has written and the socket did not take at once, in order: rests of buffers,
/// large arrays and files. Nothing of it is copied.
///
/// Most connections never have one: what a turn gathers in a buffer usually leaves in one call.
final class OutputQueue {
  /// What happened to the queue's bytes.
  enum Progress {
    /// Everything is gone.
    case drained
    /// The socket takes no more now.
    case blocked
  }

  private enum Piece {
    case buffer(ByteBuffer)
    case bytes([UInt8])
    case file(FileSlice)
  }

  /// Oldest first; those before `firstIndex` are gone.
  private var pieces: [Piece] = []
  private var firstIndex = 0
  /// How many bytes of the first piece are gone, when it is in memory.
  private var offset = 0
  /// Bytes in memory that wait; those of files do not count.
  private(set) var byteCount = 0
  private var fileCount = 0
  /// Whether a file waits, which is open as long as it does.
  var holdsFile: Bool { fileCount > 0 }

  /// One file is sent in such steps, so that a fast peer of a large file cannot keep a loop busy.
  private static let fileStepByteCountMax = 8 * 1024 * 1024

  // A piece without bytes would never leave: no call takes anything of it.

  /// Appends what is in a buffer, from an offset on if it is the first. The queue keeps the buffer.
  func append(_ buffer: ByteBuffer, from offset: Int = 0) {
    precondition(offset < buffer.count && (offset == 0 || pieces.isEmpty))
    self.offset = pieces.isEmpty ? offset : self.offset
    byteCount += buffer.count - offset
    pieces.append(.buffer(buffer))
  }

  /// Appends bytes by reference, from an offset on if they are the first.
  func append(_ bytes: [UInt8], from offset: Int = 0) {
    precondition(offset < bytes.count && (offset == 0 || pieces.isEmpty))
    self.offset = pieces.isEmpty ? offset : self.offset
    byteCount += bytes.count - offset
    pieces.append(.bytes(bytes))
  }

  /// Appends a part of a file.
  func append(_ slice: FileSlice) {
    precondition(slice.byteCount > 0)
    pieces.append(.file(slice))
    fileCount += 1
  }

  /// Sends as much as the socket takes, and gives buffers back that have left whole.
  ///
  /// - Throws: what the system says when the connection is broken or a file became shorter.
  func flush(to transport: Transport, returning pool: BufferPool) throws(Errno) -> Progress {
    while firstIndex < pieces.count {
      guard try flushFirstPiece(to: transport, returning: pool) else { return .blocked }
    }
    return .drained
  }

  /// Sends from the first piece, together with the one behind it; false when blocked.
  private func flushFirstPiece(
    to transport: Transport,
    returning pool: BufferPool
  ) throws(Errno) -> Bool {
    if case .file(let slice) = pieces[firstIndex] { return try flush(slice, to: transport) }
    let next = firstIndex + 1
    let sent = try withBytes(at: firstIndex, from: offset) { (first) throws(Errno) in
      guard next < pieces.count else { return try transport.send(first) }
      if case .file = pieces[next] { return try transport.send(first, more: true) }
      return try withBytes(at: next) { (second) throws(Errno) in
        try transport.send(first, second, more: next + 1 < pieces.count)
      }
    }
    guard let sent else { return false }
    drop(sent, returning: pool)
    return true
  }

  /// Lends the bytes of a piece in memory.
  private func withBytes<Result>(
    at index: Int,
    from offset: Int = 0,
    _ body: (Span<UInt8>) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    switch pieces[index] {
    case .buffer(let buffer): try buffer.withSpan(from: offset, body)
    case .bytes(let bytes): try body(bytes.span.extracting(offset...))
    case .file: preconditionFailure("a file is not in memory")
    }
  }

  /// Sends the next step of a file; false when it was not taken whole.
  private func flush(_ slice: FileSlice, to transport: Transport) throws(Errno) -> Bool {
    guard let sent = try transport.sendFile(slice, byteCountMax: Self.fileStepByteCountMax)
    else { return false }
    // The file is shorter than it was: what was promised cannot be sent any more.
    guard sent > 0 else { throw .inputOutput }
    if sent == slice.byteCount {
      // What has left is not kept open until the rest has.
      pieces[firstIndex] = .bytes([])
      fileCount -= 1
      firstIndex += 1
      return true
    }
    var rest = slice
    rest.offset += sent
    rest.byteCount -= sent
    pieces[firstIndex] = .file(rest)
    return false
  }

  /// Forgets bytes that were sent.
  private func drop(_ count: Int, returning pool: BufferPool) {
    var left = count
    byteCount -= count
    while left > 0 {
      let pieceByteCount =
        switch pieces[firstIndex] {
        case .buffer(let buffer): buffer.count
        case .bytes(let bytes): bytes.count
        case .file: preconditionFailure("a file is not in memory")
        }
      guard left >= pieceByteCount - offset else {
        offset += left
        return
      }
      left -= pieceByteCount - offset
      if case .buffer(let buffer) = pieces[firstIndex] { pool.give(buffer) }
      // What has left is not kept until the rest has.
      pieces[firstIndex] = .bytes([])
      firstIndex += 1
      offset = 0
    }
  }
}
