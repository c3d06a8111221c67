import DequeModule

/// The encoded frames of a topic in their order, back to back, so that everything behind a place
/// in it is one piece of memory.
///
/// Frames have an index that counts from the topic's beginning and stays the same when the oldest
/// bytes are dropped. The newest frame of each conflation key is never dropped.
struct FrameLog: Sendable {
  private struct Entry: Sendable {
    let sequence: Int
    let key: Int
    /// Where the frame ends, counted from the topic's beginning.
    let endOffset: Int
  }

  private struct Newest: Sendable {
    let index: Int
    let sequence: Int
    /// The frame itself, as soon as it is not in `bytes` any more.
    var frame: [UInt8]?
  }

  private(set) var bytes: [UInt8] = []
  /// What the first of `bytes` would be counted from the topic's beginning.
  private var startOffset = 0
  private var entries = Deque<Entry>()
  /// The newest frame of each key, found by the key's number.
  private var newest: [Newest?] = []
  /// The index of the oldest frame in `bytes`.
  private(set) var startIndex = 0
  /// Whether the last frame is a close frame, so that nothing follows.
  private(set) var isFinished = false

  /// The index of the next frame.
  var endIndex: Int { startIndex + entries.count }

  /// Appends a frame; `isLast` for the close frame.
  mutating func append(_ frame: [UInt8], sequence: Int, key: Int, isLast: Bool = false) {
    precondition(!isFinished)
    bytes.append(contentsOf: frame.span)
    add(Entry(sequence: sequence, key: key, endOffset: startOffset + bytes.count))
    isFinished = isLast
  }

  /// Appends a message in one frame, which is encoded here.
  mutating func append(_ opcode: Opcode, _ payload: [UInt8], sequence: Int, key: Int) {
    precondition(!isFinished)
    let header = EncodedFrameHeader(opcode, payloadByteCount: payload.count)
    bytes.append(contentsOf: header.bytes.span.extracting(0..<header.byteCount))
    bytes.append(contentsOf: payload.span)
    add(Entry(sequence: sequence, key: key, endOffset: startOffset + bytes.count))
  }

  private mutating func add(_ entry: Entry) {
    while newest.count <= entry.key { newest.append(nil) }
    newest[entry.key] = Newest(index: endIndex, sequence: entry.sequence)
    entries.append(entry)
  }

  /// Takes over what another log of the same topic has and this one has not.
  mutating func append(newsOf other: FrameLog) {
    guard endIndex >= other.startIndex, endIndex > startIndex else {
      // Nothing here is of use for what is there: share it.
      self = other
      return
    }
    let first = endIndex
    bytes.append(contentsOf: other.bytes.span.extracting(other.position(of: first)...))
    for index in (first - other.startIndex)..<other.entries.count { add(other.entries[index]) }
    isFinished = other.isFinished
  }

  /// Drops the oldest frames as soon as there are twice as many bytes as allowed, which makes the
  /// work of moving the others small for each frame.
  mutating func trim(toByteCount byteCountMax: Int) {
    guard bytes.count > 2 * byteCountMax else { return }
    let cut = startOffset + bytes.count - byteCountMax
    // The one behind the first that reaches to the cut is the first that lies behind it whole.
    let firstKept = min(firstEntry { $0.endOffset >= cut } + 1, entries.count)
    for index in startIndex..<(startIndex + firstKept) { keepIfNewest(index) }
    let dropped = position(of: startIndex + firstKept)
    entries.removeFirst(firstKept)
    bytes.removeFirst(dropped)
    startIndex += firstKept
    startOffset += dropped
  }

  /// Copies the frame of an index that is about to be dropped, if it is the newest of its key.
  private mutating func keepIfNewest(_ index: Int) {
    let key = entries[index - startIndex].key
    guard newest[key]?.index == index else { return }
    let frame = Array(bytes[position(of: index)..<position(of: index + 1)])
    newest[key]?.frame = frame
  }

  // MARK: - Places

  /// Where in `bytes` a frame begins; the end for ``endIndex``.
  func position(of index: Int) -> Int {
    precondition(index >= startIndex && index <= endIndex)
    guard index > startIndex else { return 0 }
    return entries[index - startIndex - 1].endOffset - startOffset
  }

  /// Bytes from a frame on to the end.
  func byteCount(from index: Int) -> Int {
    bytes.count - position(of: max(index, startIndex))
  }

  /// The frame in which a position in `bytes` lies: the first one that ends behind it.
  func index(at position: Int) -> Int {
    startIndex + firstEntry { $0.endOffset - startOffset > position }
  }

  /// The first frame with a sequence above another, even if it was dropped meanwhile.
  func index(after sequence: Int) -> Int {
    if let last = entries.last, last.sequence <= sequence { return endIndex }
    let dropped = newest.lazy.compactMap { $0 }
      .filter { $0.sequence > sequence && $0.index < startIndex }.map(\.index).min()
    return dropped ?? startIndex + firstEntry { $0.sequence > sequence }
  }

  /// The number of the first entry that fulfils a condition which all behind it fulfil as well.
  private func firstEntry(where condition: (Entry) -> Bool) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if condition(entries[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The newest frame of each key among those of some indexes, in their order, back to back.
  func conflated(_ indexes: Range<Int>) -> [UInt8] {
    newest.compactMap { $0 }.filter { indexes.contains($0.index) }
      .sorted { $0.index < $1.index }
      .flatMap { $0.frame ?? Array(bytes[position(of: $0.index)..<position(of: $0.index + 1)]) }
  }

  /// The same log with each frame replaced by another one.
  func mapFrames(_ transform: ([UInt8]) -> [UInt8]) -> FrameLog {
    var result = FrameLog()
    result.startIndex = startIndex
    result.newest = newest.map { newest in
      newest.map {
        Newest(index: $0.index, sequence: $0.sequence, frame: $0.frame.map(transform))
      }
    }
    var start = 0
    for entry in entries {
      let end = entry.endOffset - startOffset
      result.bytes.append(contentsOf: transform(Array(bytes[start..<end])))
      result.entries.append(
        Entry(sequence: entry.sequence, key: entry.key, endOffset: result.bytes.count)
      )
      start = end
    }
    result.isFinished = isFinished
    return result
  }
}
