import JSONSchema

/// What is refused before anything is parsed.
extension SourceText {
  static func refuseOversized(
    _ bytes: [UInt8],
    limits: DocumentReader.Limits
  ) throws(DocumentError) {
    guard bytes.count > limits.bytesMax else { return }
    throw DocumentError(
      .documentTooLarge,
      "The document is too large.",
      "It has \(bytes.count) bytes; at most \(limits.bytesMax) are read. Split the API or raise "
        + "the limit."
    )
  }

  /// Refuses what is not UTF-8, by its first bytes or at its first wrong byte.
  static func refuseForeignEncoding(_ bytes: [UInt8]) throws(DocumentError) {
    if let format = binaryFormat(of: bytes) {
      throw DocumentError(
        .foreignFile,
        "This is \(format), not an OpenAPI document.",
        "Upload the OpenAPI document itself, as one YAML or JSON file."
      )
    }
    if let encoding = wideEncoding(of: bytes) {
      throw DocumentError(
        .foreignEncoding,
        "The document is not UTF-8.",
        "It is written in \(encoding). Save it as UTF-8 and try again."
      )
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw DocumentError(
        .foreignEncoding,
        "The document is not UTF-8.",
        "The byte here is not valid UTF-8. Save the document as UTF-8 and try again.",
        position: SourcePosition(ofByteAt: error.byteOffsets.lowerBound, in: bytes)
      )
    }
  }

  /// The first byte that is neither byte order mark nor white space.
  ///
  /// - Throws: ``DocumentError`` when there is none, and for markup such as an HTML page.
  static func firstSignificantByte(of bytes: [UInt8]) throws(DocumentError) -> UInt8 {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let start = text.firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      throw DocumentError(
        .emptyDocument,
        "The document is empty.",
        "Nothing but white space was given. Upload an OpenAPI document as YAML or JSON."
      )
    }
    if bytes[start] == UInt8(ascii: "<") {
      let head = String(decoding: bytes[start...].prefix(1024), as: UTF8.self).lowercased()
      let isPage = head.contains("<html") || head.contains("<!doctype html")
      throw DocumentError(
        .foreignFile,
        isPage
          ? "This is an HTML page, not an OpenAPI document."
          : "This is XML, not an OpenAPI document.",
        isPage
          ? "Use the address of the raw YAML or JSON file instead of the page that shows it."
          : "Upload the OpenAPI document as YAML or JSON.",
        position: SourcePosition(ofByteAt: start, in: bytes)
      )
    }
    return bytes[start]
  }

  private static func binaryFormat(of bytes: [UInt8]) -> String? {
    let signatures: [([UInt8], String)] = [
      ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
      ([0x1F, 0x8B], "a gzip file"),
      ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF file"),
    ]
    return signatures.first { bytes.starts(with: $0.0) }?.1
  }

  /// UTF-16 and UTF-32 by their byte order mark or by the zero beside the first ASCII character.
  private static func wideEncoding(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return "UTF-16"
    }
    guard bytes.count >= 2, (bytes[0] == 0) != (bytes[1] == 0) else { return nil }
    return "UTF-16"
  }
}

extension SourcePosition {
  /// The line and column of a byte in UTF-8 text, both counted from 1, columns in code points.
  init(ofByteAt offset: Int, in bytes: [UInt8]) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.init(line: line, column: column)
  }
}
