import HTTPTypes

/// How far a request head has been read, in bytes that somebody else keeps.
///
/// It holds numbers only, so that starting with the next head costs nothing.
struct RequestHeadReader: Sendable {
  /// Where in the head the line begins that is being read; behind the last one, the end.
  private(set) var lineOffset = 0
  /// Up to where no end of that line was found.
  private var searchedByteCount = 0
  private var emptyLineCount = 0
  private var hasMethodEnded = false
  /// Whether the method is HEAD, so that not even a refusal may have content (RFC 9110 §9.3.2).
  private(set) var methodIsHEAD = false
  private var requestLine: RequestLine?
  private var requestLineOffset = 0
  /// Where the line behind the request line begins; 0 before that one has come.
  private var fieldsOffset = 0
  private var fieldLineCount = 0
  private var semantics = FieldSemantics()

  /// `GET ` and the bits of it in eight bytes in the order of memory: what most heads begin with.
  private static let getWord = UInt64(littleEndian: 0x2054_4547)
  private static let getMask = UInt64(littleEndian: 0xFFFF_FFFF)

  /// Whether the request line was read.
  var hasRequestLine: Bool { requestLine != nil }

  /// Reads on in the bytes of the head, as many as there are by now.
  mutating func read(
    _ bytes: Span<UInt8>,
    _ limits: HTTPLimits
  ) throws(RequestHeadError) -> RequestHead? {
    while true {
      if !hasMethodEnded { try checkMethod(in: bytes, limits) }
      guard let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: searchedByteCount) else {
        break
      }
      let byteCount = lineFeed + 1 - lineOffset
      searchedByteCount = lineFeed + 1
      try checkLineByteCount(byteCount, limits)
      guard byteCount > 1, bytes[lineFeed - 1] == ASCII.carriageReturn else {
        throw .lineFeedBare(at: lineFeed)
      }
      if byteCount == 2 {
        if let requestLine {
          let head = try head(requestLine, bytes)
          lineOffset = lineFeed + 1
          return head
        }
        try skipEmptyLine(limits)
      } else {
        try receiveLine(bytes.extracting(lineOffset..<(lineFeed - 1)), limits)
      }
      lineOffset = lineFeed + 1
    }
    searchedByteCount = bytes.count
    try checkLineByteCount(bytes.count - lineOffset, limits)
    return nil
  }

  /// The head that ends where the line of this offset begins.
  private func head(
    _ requestLine: RequestLine,
    _ bytes: Span<UInt8>
  ) throws(RequestHeadError) -> RequestHead {
    let kept = bytes.extracting(requestLineOffset..<lineOffset).bytes()
    return try semantics.head(
      method: requestLine.method.method(in: kept.span),
      target: RequestTarget(requestLine.target, in: kept, at: requestLine.targetOffset),
      version: requestLine.version,
      section: FieldSection(validLinesIn: kept, from: fieldsOffset - requestLineOffset),
      endOffset: lineOffset
    )
  }

  /// Refuses what does not begin as a request as soon as that shows, since what speaks another
  /// protocol may never send a line end. Looks only as far as a request line may reach, so that
  /// the verdict does not depend on how the bytes were cut.
  private mutating func checkMethod(
    in bytes: Span<UInt8>,
    _ limits: HTTPLimits
  ) throws(RequestHeadError) {
    guard lineOffset < bytes.count else { return }
    if bytes[lineOffset] == ASCII.carriageReturn {
      guard bytes.count == lineOffset + 1 || bytes[lineOffset + 1] == ASCII.lineFeed else {
        throw .carriageReturnBare(at: lineOffset)
      }
      return
    }
    let lineByteCountMax = min(limits.requestLineBytesMax, limits.headBytesMax - lineOffset)
    let seen = bytes.extracting(0..<min(bytes.count, lineOffset + lineByteCountMax))
    if seen.count >= lineOffset + 8, seen.word(at: lineOffset) & Self.getMask == Self.getWord {
      hasMethodEnded = true
      return
    }
    let end = seen.firstIndex(from: min(searchedByteCount, seen.count), notIn: .token)
    guard end < seen.count, seen[end] != ASCII.lineFeed else { return }
    guard seen[end] == ASCII.space, end > lineOffset else { throw .requestLineMalformed(at: end) }
    hasMethodEnded = true
    methodIsHEAD = seen.extracting(lineOffset..<end).equals("HEAD", ignoringCase: false)
  }

  /// Checks the length of a line as far as it is known, before anything else about it, so that
  /// the verdict does not depend on how the bytes were cut.
  private func checkLineByteCount(
    _ byteCount: Int,
    _ limits: HTTPLimits
  ) throws(RequestHeadError) {
    let headBytesLeft = limits.headBytesMax - lineOffset
    if fieldsOffset == 0, limits.requestLineBytesMax < headBytesLeft {
      guard byteCount <= limits.requestLineBytesMax else {
        throw .targetTooLong(at: lineOffset + limits.requestLineBytesMax)
      }
    }
    guard byteCount <= headBytesLeft else { throw .headTooLarge(at: limits.headBytesMax) }
  }

  /// Before the request line a few empty lines are skipped (RFC 9112 §2.2).
  private mutating func skipEmptyLine(_ limits: HTTPLimits) throws(RequestHeadError) {
    emptyLineCount += 1
    guard emptyLineCount <= limits.leadingEmptyLinesMax else {
      throw .requestLineMalformed(at: lineOffset)
    }
  }

  /// Takes a line without its CRLF.
  private mutating func receiveLine(
    _ line: Span<UInt8>,
    _ limits: HTTPLimits
  ) throws(RequestHeadError) {
    do {
      if fieldsOffset == 0 {
        requestLine = try RequestLine(line, at: lineOffset, limits: limits)
        requestLineOffset = lineOffset
        fieldsOffset = lineOffset + line.count + 2
      } else {
        try receiveFieldLine(line, limits)
      }
    } catch {
      // No line with a CR in it is valid, and that is what is wrong with it before all else.
      if let carriageReturn = line.firstIndex(of: ASCII.carriageReturn) {
        throw .carriageReturnBare(at: lineOffset + carriageReturn)
      }
      throw error
    }
  }

  private mutating func receiveFieldLine(
    _ line: Span<UInt8>,
    _ limits: HTTPLimits
  ) throws(RequestHeadError) {
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
