public import HTTPTypes

/// Something that can be fetched: its content, what it is, and what tells its states apart.
///
/// It answers GET and HEAD with everything that RFC 9110 §13 and §14 ask for.
public struct Representation: Sendable {
  /// Where the content lies.
  public enum Source: Sendable {
    /// In memory.
    case bytes([UInt8])
    /// In a file, the whole of it.
    case file(OpenFile)
  }

  /// The content.
  public let source: Source
  /// The Content-Type.
  public let contentType: String
  /// What conditions are evaluated against.
  public let validators: Validators
  /// Further fields of the answer, such as Cache-Control; sent with 304 as well.
  public let fields: HTTPFields
  /// The content coding that the content is in, such as `gzip`; `nil` for none.
  public let contentEncoding: String?

  /// The answers to everybody who has nothing, and to those who have it.
  private let whole: Response
  private let notModified: Response

  /// A representation, without validators if nothing tells its states apart.
  public init(
    _ source: Source,
    contentType: String,
    validators: Validators = Validators(),
    fields: HTTPFields = [:],
    contentEncoding: String? = nil
  ) {
    self.source = source
    self.contentType = contentType
    self.validators = validators
    self.fields = fields
    self.contentEncoding = contentEncoding
    var prepared = fields
    prepared[.eTag] = validators.entityTag?.description
    prepared[.lastModified] = validators.lastModified?.text
    notModified = Response(status: .notModified, fields: prepared).prepared()
    prepared[.contentType] = contentType
    prepared[.contentEncoding] = contentEncoding
    prepared[.acceptRanges] = "bytes"
    let content: ResponseContent =
      switch source {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let file): .file(file.slice())
      }
    whole = Response(status: .ok, fields: prepared, content: content).prepared()
  }

  /// The length of the whole content.
  public var byteCount: Int {
    switch source {
    case .bytes(let bytes): bytes.count
    case .file(let file): file.status.byteCount
    }
  }

  /// The answer to a GET or HEAD: 200, 206, 304, 412 or 416; the last two without content.
  public func response(to head: RequestHead) -> Response {
    response(to: head, asking: Conditions(head))
  }

  /// The same when the conditions have been read from the fields already.
  func response(to head: RequestHead, asking conditions: Conditions) -> Response {
    guard !conditions.isEmpty else { return whole }
    switch Preconditions.evaluate(conditions, method: head.method, against: validators) {
    case .failed: return Response(status: .preconditionFailed)
    case .notModified: return notModified
    case .proceed: break
    }
    guard head.method == .get, let range = conditions[.range],
      Preconditions.allowsRange(conditions, of: validators)
    else { return whole }
    switch RangeSelection.select(range, byteCount: byteCount) {
    case .whole: return whole
    case .part(let range): return part(range)
    case .parts(let ranges):
      // A coding stands for the whole of the content, not for a multipart text around pieces.
      return contentEncoding == nil ? parts(ranges) : whole
    case .unsatisfiable:
      let fields: HTTPFields = [.contentRange: "bytes */\(byteCount)", .acceptRanges: "bytes"]
      return Response(status: .rangeNotSatisfiable, fields: fields)
    }
  }

  private func part(_ range: Range<Int>) -> Response {
    var fields = whole.fields
    fields[.contentRange] = contentRange(range)
    switch source {
    case .bytes(let bytes):
      return Response(status: .partialContent, fields: fields, content: .bytes(Array(bytes[range])))
    case .file(let file):
      return Response(status: .partialContent, fields: fields, content: .file(file.slice(range)))
    }
  }

  /// The pieces as `multipart/byteranges` (RFC 9110 §14.6).
  private func parts(_ ranges: [Range<Int>]) -> Response {
    var random = SystemRandomNumberGenerator()
    let boundary = "part-" + String(random.next(), radix: 36) + String(random.next(), radix: 36)
    var pieces: [ContentPiece] = []
    for range in ranges {
      let delimiter = "\(pieces.isEmpty ? "" : "\r\n")--\(boundary)\r\n"
      let head = "Content-Type: \(contentType)\r\nContent-Range: \(contentRange(range))\r\n\r\n"
      pieces.append(.bytes(Array((delimiter + head).utf8)))
      switch source {
      case .bytes(let bytes): pieces.append(.bytes(Array(bytes[range])))
      case .file(let file): pieces.append(.file(file.slice(range)))
      }
    }
    pieces.append(.bytes(Array("\r\n--\(boundary)--\r\n".utf8)))
    var fields = whole.fields
    fields[.contentType] = "multipart/byteranges; boundary=\(boundary)"
    return Response(status: .partialContent, fields: fields, content: .pieces(pieces))
  }

  private func contentRange(_ range: Range<Int>) -> String {
    "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(byteCount)"
  }
}
