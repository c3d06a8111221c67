import HTTPTypes

/// Reads the trailer section behind the last chunk (RFC 9112 §7.1.2).
struct TrailerReader: Sendable {
  private let limits: HTTPLimits
  private var fields = HTTPFields()
  private var line: [UInt8] = []
  private var byteCount = 0

  init(limits: HTTPLimits) {
    self.limits = limits
  }

  /// Takes bytes from `offset` on; gives the fields when the empty line has come.
  mutating func receive(
    _ bytes: Span<UInt8>,
    from offset: inout Int
  ) throws(ContentDecodingError) -> HTTPFields? {
    while offset < bytes.count {
      let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: offset)
      let end = lineFeed ?? bytes.count
      byteCount += (lineFeed == nil ? end : end + 1) - offset
      guard byteCount <= limits.trailerBytesMax else { throw .trailersTooLarge }
      line.append(contentsOf: bytes.extracting(offset..<end))
      offset = end
      guard lineFeed != nil else { return nil }
      offset += 1
      if try receiveLine() { return fields }
    }
    return nil
  }

  /// Takes the line that has gathered; `true` when it is the empty one.
  private mutating func receiveLine() throws(ContentDecodingError) -> Bool {
    guard line.popLast() == ASCII.carriageReturn, !line.contains(ASCII.carriageReturn) else {
      throw .trailerMalformed
    }
    if line.isEmpty { return true }
    guard fields.count < limits.trailerLinesMax else { throw .trailersTooLarge }
    do {
      fields.append(try FieldLine(line.span).field(in: line.span))
    } catch {
      throw .trailerMalformed
    }
    line.removeAll(keepingCapacity: true)
    return false
  }
}
