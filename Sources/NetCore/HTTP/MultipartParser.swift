import HTTPTypes

/// Takes `multipart/form-data` apart (RFC 7578, RFC 2046 §5.1) in whatever pieces it arrives.
public struct MultipartParser: Sendable {
  /// What the next bytes amount to.
  public enum Event: Sendable, Equatable {
    /// The field lines of the next part.
    case partBegan(FormPartHead)
    /// The next bytes of the part; never empty.
    case content([UInt8])
    /// The part is complete.
    case partEnded
  }

  private enum Phase: Sendable {
    /// Looking for a delimiter.
    case content
    /// Behind one, which is a delimiter only when `--`, padding or CRLF follows.
    case delimiterEnd, closeHyphen
    /// Before the line end of a delimiter.
    case padding, delimiterLineFeed
    case partHead
    case epilogue
  }

  private let limits: MultipartLimits
  /// CRLF, two hyphens, the boundary. CR occurs nowhere else in it, so that a mismatch can only
  /// begin anew.
  private let delimiter: [UInt8]
  private var phase = Phase.content
  /// Whether what comes belongs to a part and not to the preamble.
  private var isInPart = false
  /// How many bytes of the delimiter have come, and how many of those were no content anyway: the
  /// first delimiter needs no CRLF, and that behind an empty part has it from the part's head.
  private var matchedCount = 2
  private var borrowedCount = 2
  private var partCount = 0
  private var headByteCount = 0
  private var line: [UInt8] = []
  private var fields = HTTPFields()

  /// - Throws: ``MultipartError/mediaTypeUnsupported``, ``MultipartError/boundaryMissing``.
  public init(
    contentType: MediaType,
    limits: MultipartLimits = MultipartLimits()
  ) throws(MultipartError) {
    guard contentType.essence == "multipart/form-data" else { throw .mediaTypeUnsupported }
    let boundaries = contentType.parameters.filter { $0.name == "boundary" }
    let boundary = Array((boundaries.first?.value ?? "").utf8)
    guard boundaries.count == 1, (1...MultipartLimits.boundaryBytesMax).contains(boundary.count),
      boundary.allSatisfy({ ByteSet.boundary.contains($0) || $0 == ASCII.space }),
      boundary.last != ASCII.space
    else { throw .boundaryMissing }
    self.limits = limits
    delimiter = Array("\r\n--".utf8) + boundary
  }

  /// Takes bytes from `offset` on, moves it past what was taken, and tells the next event.
  ///
  /// - Returns: `nil` when everything was taken.
  public mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(MultipartError) -> Event? {
    while offset < bytes.count {
      switch phase {
      case .content:
        if let event = search(bytes, from: &offset) { return event }
      case .partHead:
        if let event = try receiveHead(bytes, from: &offset) { return event }
      case .epilogue:
        offset = bytes.count
      case .delimiterEnd, .closeHyphen, .padding, .delimiterLineFeed:
        if let event = try receiveDelimiterEnd(bytes[offset], offset: &offset) { return event }
      }
    }
    return nil
  }

  /// Says that the content is complete.
  public func finish() throws(MultipartError) {
    guard case .epilogue = phase else { throw .truncated }
  }

  /// Looks for the delimiter. What is surely not a part of it comes out as content.
  private mutating func search(_ bytes: Span<UInt8>, from offset: inout Int) -> Event? {
    if matchedCount == 0 {
      let end = delimiterStart(in: bytes, from: offset)
      guard end == offset else {
        defer { offset = end }
        return content(bytes.extracting(offset..<end).bytes())
      }
    }
    guard bytes[offset] == delimiter[matchedCount] else { return contentAfterAll() }
    offset += 1
    matchedCount += 1
    if matchedCount == delimiter.count { phase = .delimiterEnd }
    return nil
  }

  /// Where a delimiter begins, whole or cut by the end of the span; else the end.
  private func delimiterStart(in bytes: Span<UInt8>, from start: Int) -> Int {
    var scan = start
    while let candidate = bytes.firstIndex(of: ASCII.carriageReturn, from: scan) {
      let end = min(candidate + delimiter.count, bytes.count)
      var index = candidate + 1
      while index < end, bytes[index] == delimiter[index - candidate] { index += 1 }
      if index == end { return candidate }
      scan = candidate + 1
    }
    return bytes.count
  }

  /// The preamble is nobody's content.
  private func content(_ bytes: [UInt8]) -> Event? {
    isInPart && !bytes.isEmpty ? .content(bytes) : nil
  }

  /// What was taken for a delimiter is none.
  private mutating func contentAfterAll(_ more: [UInt8] = []) -> Event? {
    let matched = Array(delimiter[borrowedCount..<matchedCount])
    matchedCount = 0
    borrowedCount = 0
    phase = .content
    return content(matched + more)
  }

  /// Takes a byte behind the boundary. A boundary that goes on is another one, and stands for
  /// nothing here.
  private mutating func receiveDelimiterEnd(
    _ byte: UInt8,
    offset: inout Int
  ) throws(MultipartError) -> Event? {
    switch (phase, byte) {
    case (.closeHyphen, ASCII.hyphen): phase = .epilogue
    case (.closeHyphen, _): return contentAfterAll([ASCII.hyphen])
    case (.delimiterEnd, ASCII.hyphen): phase = .closeHyphen
    case (.delimiterEnd, _) where ByteSet.boundary.contains(byte): return contentAfterAll()
    case (.delimiterEnd, ASCII.space), (.delimiterEnd, ASCII.horizontalTab),
      (.padding, ASCII.space), (.padding, ASCII.horizontalTab):
      phase = .padding
    case (.delimiterEnd, ASCII.carriageReturn), (.padding, ASCII.carriageReturn):
      phase = .delimiterLineFeed
    case (.delimiterLineFeed, ASCII.lineFeed): try beginPart()
    default: throw .delimiterMalformed
    }
    offset += 1
    return endOfPart()
  }

  /// The end of the part before the delimiter, once it is known to be one.
  private mutating func endOfPart() -> Event? {
    switch phase {
    case .padding, .delimiterLineFeed, .epilogue:
      defer { isInPart = false }
      return isInPart ? .partEnded : nil
    default: return nil
    }
  }

  private mutating func beginPart() throws(MultipartError) {
    partCount += 1
    guard partCount <= limits.partsMax else { throw .partsTooMany }
    phase = .partHead
    headByteCount = 0
    fields = HTTPFields()
  }

  /// Takes field lines up to the empty one.
  private mutating func receiveHead(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(MultipartError) -> Event? {
    let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: offset)
    let end = lineFeed ?? bytes.count
    headByteCount += (lineFeed == nil ? end : end + 1) - offset
    guard headByteCount <= limits.partHeadBytesMax else { throw .partHeadTooLarge }
    line.append(contentsOf: bytes.extracting(offset..<end))
    offset = end
    guard lineFeed != nil else { return nil }
    offset += 1
    guard line.popLast() == ASCII.carriageReturn, !line.contains(ASCII.carriageReturn) else {
      throw .partHeadMalformed
    }
    guard !line.isEmpty else {
      // The delimiter that ends a part without content begins with the CRLF just read.
      matchedCount = 2
      borrowedCount = 2
      phase = .content
      isInPart = true
      return .partBegan(try FormPartHead(fields: fields))
    }
    guard fields.count < limits.partFieldLinesMax else { throw .partHeadTooLarge }
    do {
      fields.append(try FieldLine(line.span).field(in: line.span))
    } catch {
      throw .partHeadMalformed
    }
    line.removeAll(keepingCapacity: true)
    return nil
  }
}
