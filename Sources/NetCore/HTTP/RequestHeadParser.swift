/// Reads one request head (RFC 9112 §2–§5), strictly and in whatever pieces it arrives.
///
/// A head that arrives whole is read where it lies, and only its field section is copied; one that
/// was cut is gathered, and goes on with the line that was cut. After a head is out, or an error,
/// the parser is used up: the next request on the connection gets a new one.
public struct RequestHeadParser: Sendable {
  private let limits: HTTPLimits
  private var reader = RequestHeadReader()
  /// The beginning of a head that was cut.
  private var kept: [UInt8] = []

  /// A parser for the next head of a connection.
  public init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
  }

  /// Goes on where a reader stopped that got the beginning of a head.
  init(limits: HTTPLimits, reader: RequestHeadReader, kept: Span<UInt8>) {
    self.limits = limits
    self.reader = reader
    self.kept = kept.bytes()
  }

  /// Whether a part of a head has been received, so that the peer owes the rest. The empty lines
  /// before it are no part of it.
  public var isInsideHead: Bool { reader.hasRequestLine || kept.count > reader.lineOffset }

  /// Whether the method is HEAD, as far as it is known.
  var methodIsHEAD: Bool { reader.methodIsHEAD }

  /// Takes the next bytes of the connection.
  ///
  /// - Returns: `nil` when all of `bytes` was taken and the head is not complete; else the head
  ///   and how many of `bytes` belong to it – what follows is content or the next request.
  public mutating func receive(
    _ bytes: Span<UInt8>
  ) throws(RequestHeadError) -> (head: RequestHead, consumedCount: Int)? {
    guard !kept.isEmpty else {
      if let head = try reader.read(bytes, limits) { return (head, reader.lineOffset) }
      kept = bytes.bytes()
      return nil
    }
    let keptCount = kept.count
    // One byte more than a head may have is enough to refuse it; the rest may be content.
    let room = limits.headBytesMax + 1 - keptCount
    kept.append(contentsOf: bytes.extracting(0..<min(bytes.count, room)))
    let gathered = kept
    guard let head = try reader.read(gathered.span, limits) else { return nil }
    return (head, reader.lineOffset - keptCount)
  }
}
