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
  public var source: Source
  /// The Content-Type.
  public var contentType: String
  /// What conditions are evaluated against.
  public var validators: Validators
  /// Further fields of the answer, such as Cache-Control; sent with 304 as well.
  public var fields: HTTPFields

  /// A representation, without validators if nothing tells its states apart.
  public init(
    _ source: Source,
    contentType: String,
    validators: Validators = Validators(),
    fields: HTTPFields = [:]
  ) {
    self.source = source
    self.contentType = contentType
    self.validators = validators
    self.fields = fields
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
    var fields = fields
    fields[.eTag] = validators.entityTag?.description
    fields[.lastModified] = validators.lastModified?.text
    switch Preconditions.evaluate(head, against: validators) {
    case .failed: return Response(status: .preconditionFailed)
    case .notModified: return Response(status: .notModified, fields: fields)
    case .proceed: break
    }
    fields[.acceptRanges] = "bytes"
    switch RangeSelection.select(for: head, byteCount: byteCount, validators: validators) {
    case .whole:
      fields[.contentType] = contentType
      return Response(status: .ok, fields: fields, content: content(0..<byteCount))
    case .part(let range):
      fields[.contentType] = contentType
      fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(byteCount)"
      return Response(status: .partialContent, fields: fields, content: content(range))
    case .unsatisfiable:
      let fields: HTTPFields = [.contentRange: "bytes */\(byteCount)", .acceptRanges: "bytes"]
      return Response(status: .rangeNotSatisfiable, fields: fields)
    }
  }

  private func content(_ range: Range<Int>) -> ResponseContent {
    switch source {
    case .bytes(let bytes): .bytes(range.count == bytes.count ? bytes : Array(bytes[range]))
    case .file(let file): .file(file.slice(range))
    }
  }
}
