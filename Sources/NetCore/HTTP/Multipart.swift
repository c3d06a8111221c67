public import HTTPTypes

/// Bounds on `multipart/form-data`; the content as a whole is bounded by whoever receives it.
public struct MultipartLimits: Sendable, Equatable {
  /// Parts of one form.
  public var partsMax = 1024
  /// Bytes of one part's field lines with all line ends.
  public var partHeadBytesMax = 8 * 1024
  /// Field lines of one part.
  public var partFieldLinesMax = 16
  /// Bytes of a boundary (RFC 2046 §5.1.1).
  static let boundaryBytesMax = 70

  /// The defaults of all.
  public init() {}
}

/// The rule that a form broke; the answer is 400, 415 for the first, or 413 for the last two.
public enum MultipartError: Error, Sendable, Equatable {
  /// The content type is not `multipart/form-data`.
  case mediaTypeUnsupported
  /// The content type has no boundary, more than one, or one that is not 1 to 70 allowed bytes.
  case boundaryMissing
  /// Neither CRLF nor `--` behind a boundary.
  case delimiterMalformed
  /// A field line of a part breaks the rules of field lines.
  case partHeadMalformed
  /// A part without `Content-Disposition: form-data` with one name.
  case dispositionMalformed
  /// The content ends before the last boundary.
  case truncated
  /// The field lines of a part are longer, or more, than the limits.
  case partHeadTooLarge
  /// There are more parts than the limit allows.
  case partsTooMany

  /// The status code of the answer.
  public var status: HTTPResponse.Status {
    switch self {
    case .mediaTypeUnsupported: .unsupportedMediaType
    case .boundaryMissing, .delimiterMalformed, .partHeadMalformed, .dispositionMalformed,
      .truncated:
      .badRequest
    case .partHeadTooLarge, .partsTooMany: .contentTooLarge
    }
  }

  /// A sentence for the client.
  public var detail: String {
    switch self {
    case .mediaTypeUnsupported: "The content must be multipart/form-data."
    case .boundaryMissing:
      "The content type must have one boundary, of 1 to 70 letters, digits or '()+_,-./:=? ."
    case .delimiterMalformed: "A boundary of the form is not followed by a line end."
    case .partHeadMalformed: "A header of a form part is malformed."
    case .dispositionMalformed: "A form part has no Content-Disposition with a name."
    case .truncated: "The form ends before its last boundary."
    case .partHeadTooLarge: "The headers of a form part are too large."
    case .partsTooMany: "The form has too many parts."
    }
  }
}

/// What stands before the content of a part (RFC 7578 §4).
public struct FormPartHead: Sendable, Equatable {
  /// The field's name.
  public let name: String
  /// The file's name as the client tells it, in `filename` or else in `filename*`, which forms
  /// should not have (RFC 7578 §4.2) but some do; only for messages, never for a path.
  public let fileName: String?
  /// All field lines of the part.
  public let fields: HTTPFields

  /// The part's type, when it names one that can be read.
  public var contentType: MediaType? { fields[.contentType].flatMap { MediaType($0) } }

  /// Reads the disposition of a part with these fields.
  init(fields: HTTPFields) throws(MultipartError) {
    guard let value = fields[.contentDisposition] else { throw .dispositionMalformed }
    let parts = FieldList.split(value, at: ASCII.semicolon)
    guard parts.first?.lowercased() == "form-data" else { throw .dispositionMalformed }
    var values: [String: String] = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let text = FieldList.unquoted(String(pair[1])) else {
        throw .dispositionMalformed
      }
      // Two answers to one question could be read in two ways.
      guard values.updateValue(text, forKey: pair[0].lowercased()) == nil else {
        throw .dispositionMalformed
      }
    }
    guard let name = values["name"] else { throw .dispositionMalformed }
    self.name = name
    fileName = values["filename"] ?? values["filename*"].flatMap(Self.extendedValue)
    self.fields = fields
  }

  /// The text of `UTF-8'language'escaped` (RFC 8187 §3.2); `nil` when it is anything else.
  private static func extendedValue(_ text: String) -> String? {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
    return PercentDecoding.decodeText(parts[2].utf8.span)
  }
}

/// A whole part.
public struct FormPart: Sendable, Equatable {
  /// Name, file name and fields.
  public let head: FormPartHead
  /// The bytes between the head and the next boundary.
  public let content: [UInt8]
}

extension FormPart {
  /// The parts of a form that has been received whole.
  public static func parts(
    of content: Span<UInt8>,
    contentType: MediaType,
    limits: MultipartLimits = MultipartLimits()
  ) throws(MultipartError) -> [FormPart] {
    var parser = try MultipartParser(contentType: contentType, limits: limits)
    var parts: [FormPart] = []
    var offset = 0
    var head: FormPartHead?
    var bytes: [UInt8] = []
    while let event = try parser.receive(content, from: &offset) {
      switch event {
      case .partBegan(let next):
        head = next
        bytes = []
      case .content(let piece):
        bytes.append(contentsOf: piece)
      case .partEnded:
        if let head { parts.append(FormPart(head: head, content: bytes)) }
      }
    }
    try parser.finish()
    return parts
  }
}
