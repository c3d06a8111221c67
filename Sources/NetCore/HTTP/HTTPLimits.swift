/// Every bound on what an HTTP/1.1 peer may send. The defaults are the product's.
public struct HTTPLimits: Sendable, Equatable {
  /// The longest request target; one byte more is answered with 414.
  public var targetBytesMax = 8 * 1024
  /// The longest method; a longer one belongs to no method that anybody defines.
  public var methodBytesMax = 32
  /// Request line and field section with all line ends; one byte more is answered with 431.
  public var headBytesMax = 32 * 1024
  /// Field lines of one request head; one more is answered with 431.
  public var fieldLinesMax = 128
  /// Empty lines skipped before a request line (RFC 9112 §2.2).
  public var leadingEmptyLinesMax = 8
  /// The longest chunk-size line, with its extensions and line end.
  public var chunkLineBytesMax = 1024
  /// Bytes of all chunk-size lines' extensions of one request together.
  public var chunkExtensionBytesMax = 16 * 1024
  /// Bytes of a trailer section with all line ends.
  public var trailerBytesMax = 8 * 1024
  /// Field lines of a trailer section.
  public var trailerLinesMax = 32

  /// The defaults of all.
  public init() {}

  /// The longest request line with its line end: method, target, version and the two spaces.
  var requestLineBytesMax: Int {
    methodBytesMax + 1 + targetBytesMax + 1 + HTTPVersion.byteCount + 2
  }
}
