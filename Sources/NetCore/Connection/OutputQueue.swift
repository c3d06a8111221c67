/// What a connection has written and the socket has not taken yet, in order.
///
/// Small pieces are gathered in one buffer, so that all that a turn produces leaves in one system
/// call. Large arrays and files are kept as they are and never copied. The buffer is borrowed from
/// the loop and given back as soon as it is empty: a connection with nothing to say has none.
struct OutputQueue {
  /// What happened to the queue's bytes.
  enum Progress {
    /// Everything is gone.
    case drained
    /// The socket takes no more now; `hasMoved` tells whether it took anything.
    case blocked(hasMoved: Bool)
  }

  private enum Piece {
    case bytes([UInt8], offset: Int)
    case file(FileSlice)
  }

  /// Before `tail`, oldest first; those before `firstIndex` are gone.
  private var pieces: [Piece] = []
  private var firstIndex = 0
  /// The newest bytes, of which `tailOffset` are gone.
  private var tail: [UInt8] = []
  private var tailOffset = 0
  private var pieceByteCount = 0

  /// Arrays of at least so many bytes are sent from where they are.
  private static let separateByteCountMin = 8 * 1024
  /// One file is sent in such steps, so that a fast peer of a large file cannot keep a loop busy.
  private static let fileStepByteCountMax = 8 * 1024 * 1024

  /// Bytes in memory that wait; those of files do not count.
  var byteCount: Int { pieceByteCount + tail.count - tailOffset }
  /// Whether nothing waits.
  var isEmpty: Bool { firstIndex == pieces.count && tailOffset == tail.count }

  /// Lends the buffer of the newest bytes to a closure that only appends to it.
  mutating func append<Result>(
    borrowing pool: inout BufferPool,
    _ write: (inout [UInt8]) -> Result
  ) -> Result {
    if tail.capacity == 0 { tail = pool.take() }
    return write(&tail)
  }

  /// Appends bytes: small ones by copying, large ones by reference.
  mutating func append(_ bytes: [UInt8], borrowing pool: inout BufferPool) {
    guard bytes.count >= Self.separateByteCountMin else {
      append(borrowing: &pool) { $0.append(contentsOf: bytes) }
      return
    }
    sealTail()
    pieces.append(.bytes(bytes, offset: 0))
    pieceByteCount += bytes.count
  }

  /// Appends a part of a file.
  mutating func append(_ slice: FileSlice) {
    guard slice.byteCount > 0 else { return }
    sealTail()
    pieces.append(.file(slice))
  }

  /// Makes the newest bytes a piece, because something that is not copied comes after them.
  private mutating func sealTail() {
    guard tailOffset < tail.count else { return }
    pieceByteCount += tail.count - tailOffset
    pieces.append(.bytes(tail, offset: tailOffset))
    tail = []
    tailOffset = 0
  }

  /// Sends as much as the socket takes.
  ///
  /// - Throws: what the system says when the connection is broken or a file became shorter.
  mutating func flush(
    to transport: Transport,
    returning pool: inout BufferPool
  ) throws(Errno) -> Progress {
    var hasMoved = false
    while firstIndex < pieces.count {
      guard try flushFirstPiece(to: transport, returning: &pool) else {
        return .blocked(hasMoved: hasMoved)
      }
      hasMoved = true
    }
    pieces.removeAll()
    firstIndex = 0
    while tailOffset < tail.count {
      guard let sent = try transport.send(tail.span.extracting(tailOffset...)) else {
        return .blocked(hasMoved: hasMoved)
      }
      tailOffset += sent
      hasMoved = true
    }
    release(to: &pool)
    return .drained
  }

  /// Sends from the first piece, together with the bytes behind it; false when blocked.
  private mutating func flushFirstPiece(
    to transport: Transport,
    returning pool: inout BufferPool
  ) throws(Errno) -> Bool {
    switch pieces[firstIndex] {
    case .file(let slice):
      return try flush(slice, to: transport)
    case .bytes(let bytes, let offset):
      let first = bytes.span.extracting(offset...)
      let sent: Int?
      if firstIndex + 1 < pieces.count {
        if case .bytes(let next, let nextOffset) = pieces[firstIndex + 1] {
          let hasMore = firstIndex + 2 < pieces.count || tailOffset < tail.count
          sent = try transport.send(
            first,
            next.span.extracting(nextOffset...),
            more: hasMore
          )
        } else {
          sent = try transport.send(first, more: true)
        }
      } else {
        sent = try transport.send(first, tail.span.extracting(tailOffset...))
      }
      guard let sent else { return false }
      drop(sent, returning: &pool)
      return true
    }
  }

  /// Sends the next step of a file; false when it was not taken whole.
  private mutating func flush(_ slice: FileSlice, to transport: Transport) throws(Errno) -> Bool {
    guard let sent = try transport.sendFile(slice, byteCountMax: Self.fileStepByteCountMax)
    else { return false }
    // The file is shorter than it was: what was promised cannot be sent any more.
    guard sent > 0 else { throw .inputOutput }
    if sent == slice.byteCount {
      firstIndex += 1
      return true
    }
    var rest = slice
    rest.offset += sent
    rest.byteCount -= sent
    pieces[firstIndex] = .file(rest)
    return false
  }

  /// Forgets bytes that were sent: of the pieces, then of the tail.
  private mutating func drop(_ count: Int, returning pool: inout BufferPool) {
    var left = count
    while left > 0, firstIndex < pieces.count,
      case .bytes(let bytes, let offset) = pieces[firstIndex]
    {
      let taken = min(left, bytes.count - offset)
      left -= taken
      pieceByteCount -= taken
      if offset + taken < bytes.count {
        pieces[firstIndex] = .bytes(bytes, offset: offset + taken)
      } else {
        pieces[firstIndex] = .bytes([], offset: 0)
        firstIndex += 1
      }
    }
    tailOffset += left
  }

  /// Forgets everything and gives the buffer back.
  mutating func release(to pool: inout BufferPool) {
    pieces.removeAll()
    firstIndex = 0
    pieceByteCount = 0
    tailOffset = 0
    if tail.capacity > 0 { pool.give(&tail) }
  }
}

/// Write buffers that the connections of one loop share.
struct BufferPool {
  private var buffers: [[UInt8]] = []

  /// What a new buffer has room for.
  private static let capacity = 16 * 1024
  /// Larger ones are not kept.
  private static let keptCapacityMax = 64 * 1024
  /// More are not kept.
  private static let keptCountMax = 32

  /// An empty buffer.
  mutating func take() -> [UInt8] {
    if let buffer = buffers.popLast() { return buffer }
    var buffer: [UInt8] = []
    buffer.reserveCapacity(Self.capacity)
    return buffer
  }

  /// Takes a buffer back and leaves an empty array in its place.
  mutating func give(_ buffer: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    guard buffers.count < Self.keptCountMax, taken.capacity <= Self.keptCapacityMax else { return }
    taken.removeAll(keepingCapacity: true)
    buffers.append(taken)
  }
}
