import HTTPTypes

/// Reads one request head (RFC 9112 §2–§5), strictly and in whatever pieces it arrives.
///
/// Each byte is looked at once, a line at a time, where it lies; only the beginning of a line that
/// was cut is kept. After a head is out, or an error, the parser is used up: the next request on
/// the connection gets a new one.
public struct RequestHeadParser: Sendable {
  private let limits: HTTPLimits
  /// Offset in the head of the line that is being read.
  private var lineOffset = 0
  /// The beginning of that line, when it was cut.
  private var cutLine: [UInt8] = []
  private var emptyLineCount = 0
  private var requestLine: RequestLine?
  private var fields = HTTPFields()
  private var semantics = FieldSemantics()

  /// A parser for the next head of a connection.
  public init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// Whether a part of a head has been received, so that the peer owes the rest.
  public var isInsideHead: Bool { lineOffset > 0 || !cutLine.isEmpty }

  /// Takes the next bytes of the connection.
  ///
  /// - Returns: `nil` when all of `bytes` was taken and the head is not complete; else the head
  ///   and how many of `bytes` belong to it – what follows is content or the next request.
  public mutating func receive(
    _ bytes: Span<UInt8>
  ) throws(RequestHeadError) -> (head: RequestHead, consumedCount: Int)? {
    var start = 0
    while let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: start) {
      let piece = bytes.extracting(start..<lineFeed)
      start = lineFeed + 1
      let byteCount = cutLine.count + piece.count + 1
      try checkLineByteCount(byteCount)
      let head: RequestHead?
      if cutLine.isEmpty {
        head = try receiveLine(piece)
      } else {
        cutLine.append(contentsOf: piece)
        let line = cutLine
        cutLine = []
        head = try receiveLine(line.span)
      }
      lineOffset += byteCount
      if let head { return (head, start) }
    }
    if start < bytes.count {
      let piece = bytes.extracting(start..<bytes.count)
      try checkLineByteCount(cutLine.count + piece.count)
      cutLine.append(contentsOf: piece)
    }
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

  /// Takes one line without its LF. The empty line ends the head.
  private mutating func receiveLine(_ line: Span<UInt8>) throws(RequestHeadError) -> RequestHead? {
    guard line.count > 0, line[line.count - 1] == ASCII.carriageReturn else {
      throw .lineFeedBare(at: lineOffset + line.count)
    }
    let text = line.extracting(0..<(line.count - 1))
    if let carriageReturn = text.firstIndex(of: ASCII.carriageReturn) {
      throw .carriageReturnBare(at: lineOffset + carriageReturn)
    }
    guard text.count > 0 else { return try receiveEmptyLine() }
    if requestLine == nil {
      requestLine = try RequestLine(text, at: lineOffset, limits: limits)
    } else {
      guard fields.count < limits.fieldLinesMax else { throw .fieldLinesTooMany(at: lineOffset) }
      try receiveFieldLine(text)
    }
    return nil
  }

  /// The empty line ends the head; before the request line a few of them are skipped.
  private mutating func receiveEmptyLine() throws(RequestHeadError) -> RequestHead? {
    if let requestLine {
      return try semantics.head(requestLine, fields: fields, endOffset: lineOffset)
    }
    emptyLineCount += 1
    guard emptyLineCount <= limits.leadingEmptyLinesMax else {
      throw .requestLineMalformed(at: lineOffset)
    }
    return nil
  }

  private mutating func receiveFieldLine(_ line: Span<UInt8>) throws(RequestHeadError) {
    let parsed: FieldLine
    do {
      parsed = try FieldLine(line)
    } catch {
      throw RequestHeadError(error, lineOffset: lineOffset)
    }
    try semantics.receive(parsed.field, valueAt: lineOffset + parsed.valueOffset)
    fields.append(parsed.field)
  }
}

/// The parts of a request line (RFC 9112 §3).
struct RequestLine: Sendable {
  let method: HTTPRequest.Method
  let target: RequestTarget
  let version: HTTPVersion

  /// Reads `line`, without its line end, which begins at `offset` in the head.
  init(_ line: Span<UInt8>, at offset: Int, limits: HTTPLimits) throws(RequestHeadError) {
    let methodEnd = line.firstIndex(notIn: .token)
    guard methodEnd > 0, methodEnd < line.count, line[methodEnd] == ASCII.space else {
      throw .requestLineMalformed(at: offset + methodEnd)
    }
    guard methodEnd <= limits.methodBytesMax else {
      throw .methodTooLong(at: offset + limits.methodBytesMax)
    }
    let targetStart = methodEnd + 1
    guard let targetEnd = line.firstIndex(of: ASCII.space, from: targetStart) else {
      throw .requestLineMalformed(at: offset + line.count)
    }
    guard targetEnd - targetStart <= limits.targetBytesMax else {
      throw .targetTooLong(at: offset + targetStart + limits.targetBytesMax)
    }
    let versionStart = targetEnd + 1
    guard let version = HTTPVersion(line.extracting(versionStart..<line.count)) else {
      throw .versionMalformed(at: offset + versionStart)
    }
    guard version.major == 1 else { throw .versionUnsupported(at: offset + versionStart) }
    guard let method = Self.method(line.extracting(0..<methodEnd)) else {
      throw .requestLineMalformed(at: offset)
    }
    self.method = method
    // A later minor version is answered as the one that is understood (RFC 9110 §2.5).
    self.version = min(version, .http11)
    do {
      target = try RequestTarget(line.extracting(targetStart..<targetEnd), method: method)
    } catch {
      switch error {
      case .malformed(let at), .escapeMalformed(let at):
        throw .targetMalformed(at: offset + targetStart + at)
      }
    }
  }

  private static func method(_ bytes: Span<UInt8>) -> HTTPRequest.Method? {
    if bytes.equals("GET", ignoringCase: false) { return .get }
    if bytes.equals("POST", ignoringCase: false) { return .post }
    return bytes.string().flatMap { HTTPRequest.Method($0) }
  }
}
