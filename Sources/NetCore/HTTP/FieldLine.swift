import HTTPTypes

/// One field line, `name: value` (RFC 9112 §5), of a head, a trailer section or a part.
struct FieldLine {
  /// Name and trimmed value.
  let field: HTTPField
  /// Where the trimmed value begins in the line.
  let valueOffset: Int

  /// The broken rule, with the offset in the line.
  enum Malformation: Error, Equatable {
    case folded
    case spaceBeforeColon(at: Int)
    case nameMalformed(at: Int)
    case valueMalformed(at: Int)
  }

  /// Reads `line`, which has no line end and no CR.
  init(_ line: Span<UInt8>) throws(Malformation) {
    let nameEnd = line.firstIndex(notIn: .token)
    guard nameEnd < line.count, line[nameEnd] == ASCII.colon, nameEnd > 0 else {
      let isWhitespace = nameEnd < line.count && ASCII.isOptionalWhitespace(line[nameEnd])
      guard isWhitespace else { throw .nameMalformed(at: nameEnd) }
      throw nameEnd == 0 ? .folded : .spaceBeforeColon(at: nameEnd)
    }
    let range = line.trimmingOptionalWhitespace((nameEnd + 1)..<line.count)
    let value = line.extracting(range)
    if let fault = Self.firstControl(in: value) {
      throw .valueMalformed(at: range.lowerBound + fault)
    }
    guard let name = FieldNames.name(line.extracting(0..<nameEnd)) else {
      throw .nameMalformed(at: 0)
    }
    if let text = value.string() {
      field = HTTPField(name: name, value: text)
    } else {
      // obs-text that is not UTF-8 is legal (RFC 9110 §5.5) and kept as it is.
      field = HTTPField(name: name, lenientValue: value.bytes())
    }
    valueOffset = range.lowerBound
  }

  /// The first octet that a field value must not hold: a control other than the tab.
  private static func firstControl(in value: Span<UInt8>) -> Int? {
    for index in 0..<value.count {
      let byte = value[index]
      if byte < ASCII.space && byte != ASCII.horizontalTab || byte == ASCII.delete { return index }
    }
    return nil
  }
}

extension RequestHeadError {
  /// The same fault in a head in which the line begins at `lineOffset`.
  init(_ fault: FieldLine.Malformation, lineOffset: Int) {
    switch fault {
    case .folded: self = .lineFolded(at: lineOffset)
    case .spaceBeforeColon(let at): self = .spaceBeforeColon(at: lineOffset + at)
    case .nameMalformed(let at): self = .fieldNameMalformed(at: lineOffset + at)
    case .valueMalformed(let at): self = .fieldValueMalformed(at: lineOffset + at)
    }
  }
}
