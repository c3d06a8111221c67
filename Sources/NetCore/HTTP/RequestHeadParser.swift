import HTTPTypes

/// Reads one request head (RFC 9112 §2–§5), strictly and in whatever pieces it arrives.
///
/// A head that arrives whole is read where it lies, and only its field section is copied; one that
/// was cut is gathered, and goes on with the line that was cut. After a head is out, or an error,
/// the parser is used up: the next request on the connection gets a new one.
public struct RequestHeadParser: Sendable {
  private let limits: HTTPLimits
  /// The beginning of a head that was cut.
  private var kept: [UInt8] = []
  /// Where in the head the line begins that is being read.
  private var lineOffset = 0
  /// Up to where no end of that line was found.
  private var searchedByteCount = 0
  private var emptyLineCount = 0
  private var requestLine: RequestLine?
  private var fieldsOffset = 0
  private var fieldLineCount = 0
  private var semantics = FieldSemantics()

  /// A parser for the next head of a connection.
  public init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// Whether a part of a head has been received, so that the peer owes the rest.
  public var isInsideHead: Bool { !kept.isEmpty }

  /// Takes the next bytes of the connection.
  ///
  /// - Returns: `nil` when all of `bytes` was taken and the head is not complete; else the head
  ///   and how many of `bytes` belong to it – what follows is content or the next request.
  public mutating func receive(
    _ bytes: Span<UInt8>
  ) throws(RequestHeadError) -> (head: RequestHead, consumedCount: Int)? {
    guard !kept.isEmpty else {
      if let head = try read(bytes) { return (head, lineOffset) }
      kept = bytes.bytes()
      return nil
    }
    let keptCount = kept.count
    // One byte more than a head may have is enough to refuse it; the rest may be content.
    let room = limits.headBytesMax + 1 - keptCount
    kept.append(contentsOf: bytes.extracting(0..<min(bytes.count, room)))
    let gathered = kept
    guard let head = try read(gathered.span) else { return nil }
    return (head, lineOffset - keptCount)
  }

  /// Reads on in the bytes of the head, as many as there are by now.
  private mutating func read(_ bytes: Span<UInt8>) throws(RequestHeadError) -> RequestHead? {
    while let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: searchedByteCount) {
      let line = lineOffset..<lineFeed
      searchedByteCount = lineFeed + 1
      try checkLineByteCount(line.count + 1)
      guard line.count > 0, bytes[lineFeed - 1] == ASCII.carriageReturn else {
        throw .lineFeedBare(at: lineFeed)
      }
      if line.count == 1 {
        if let requestLine {
          let fields = FieldSection(validLines: bytes.extracting(fieldsOffset..<lineOffset))
          let head = try semantics.head(requestLine, fields: fields, endOffset: lineOffset)
          lineOffset = lineFeed + 1
          return head
        }
        try skipEmptyLine()
      } else {
        try receiveLine(bytes.extracting(lineOffset..<(lineFeed - 1)))
      }
      lineOffset = lineFeed + 1
      if requestLine == nil || fieldLineCount == 0 { fieldsOffset = lineOffset }
    }
    searchedByteCount = bytes.count
    try checkLineByteCount(bytes.count - lineOffset)
    return nil
  }

  /// Checks the length of a line as far as it is known, before anything else about it, so that
  /// the verdict does not depend on how the bytes were cut.
  private func checkLineByteCount(_ byteCount: Int) throws(RequestHeadError) {
    let headBytesLeft = limits.headBytesMax - lineOffset
    if requestLine == nil, limits.requestLineBytesMax < headBytesLeft {
      guard byteCount <= limits.requestLineBytesMax else {
        throw .targetTooLong(at: lineOffset + limits.requestLineBytesMax)
      }
    }
    guard byteCount <= headBytesLeft else { throw .headTooLarge(at: limits.headBytesMax) }
  }

  /// Before the request line a few empty lines are skipped (RFC 9112 §2.2).
  private mutating func skipEmptyLine() throws(RequestHeadError) {
    emptyLineCount += 1
    guard emptyLineCount <= limits.leadingEmptyLinesMax else {
      throw .requestLineMalformed(at: lineOffset)
    }
  }

  /// Takes a line without its CRLF.
  private mutating func receiveLine(_ line: Span<UInt8>) throws(RequestHeadError) {
    do {
      if requestLine == nil {
        requestLine = try RequestLine(line, at: lineOffset, limits: limits)
      } else {
        try receiveFieldLine(line)
      }
    } catch {
      // No line with a CR in it is valid, and that is what is wrong with it before all else.
      if let carriageReturn = line.firstIndex(of: ASCII.carriageReturn) {
        throw .carriageReturnBare(at: lineOffset + carriageReturn)
      }
      throw error
    }
  }

  private mutating func receiveFieldLine(_ line: Span<UInt8>) throws(RequestHeadError) {
    guard fieldLineCount < limits.fieldLinesMax else { throw .fieldLinesTooMany(at: lineOffset) }
    fieldLineCount += 1
    let parsed: FieldLine
    do {
      parsed = try FieldLine(line)
    } catch {
      throw RequestHeadError(error, lineOffset: lineOffset)
    }
    try semantics.receive(
      name: line.extracting(0..<parsed.nameByteCount),
      value: line.extracting(parsed.valueRange),
      valueAt: lineOffset + parsed.valueRange.lowerBound
    )
  }
}
