import HTTPTypes

/// The places of one field line, `name: value` (RFC 9112 §5), of a head, a trailer section or a part.
struct FieldLine {
  /// The length of the name, with which the line begins.
  let nameByteCount: Int
  /// Where the trimmed value lies in the line.
  let valueRange: Range<Int>

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
    if let fault = Self.firstControl(in: line.extracting(range)) {
      throw .valueMalformed(at: range.lowerBound + fault)
    }
    nameByteCount = nameEnd
    valueRange = range
  }

  /// The first octet that a field value must not hold: a control other than the tab.
  private static func firstControl(in value: Span<UInt8>) -> Int? {
    guard value.mayHoldControl() else { return nil }
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte < ASCII.space && byte != ASCII.horizontalTab || byte == ASCII.delete { return index }
      index += 1
    }
    return nil
  }

  /// Name and value of the line from which the places were taken.
  func field(in line: Span<UInt8>) -> HTTPField {
    guard let name = FieldNames.name(line.extracting(0..<nameByteCount)) else {
      preconditionFailure("the name was found to be a token")
    }
    let value = line.extracting(valueRange)
    if let text = value.string() { return HTTPField(name: name, value: text) }
    // obs-text that is not UTF-8 is legal (RFC 9110 §5.5) and kept as it is.
    return HTTPField(name: name, lenientValue: value.bytes())
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
