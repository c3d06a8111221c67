import HTTPTypes

/// The field lines of a request, as they were received.
///
/// Most requests carry a dozen fields of which a server looks at one or two. So the lines are kept
/// as bytes, in one copy, and a value becomes text when somebody asks for it.
struct FieldSection: Sendable {
  /// From `offset` on nothing but valid lines, each with its CRLF.
  private let bytes: [UInt8]
  private let offset: Int
  /// The fields, when they were not received but made.
  private let made: HTTPFields?

  /// The lines from `offset` on to the end of `bytes`, which were found valid, each with its CRLF.
  init(validLinesIn bytes: [UInt8], from offset: Int) {
    self.bytes = bytes
    self.offset = offset
    made = nil
  }

  init(_ fields: HTTPFields) {
    bytes = []
    offset = 0
    made = fields
  }

  /// All fields, in their order.
  var fields: HTTPFields {
    if let made { return made }
    var fields = HTTPFields()
    let span = bytes.span
    var start = offset
    while let lineFeed = span.firstIndex(of: ASCII.lineFeed, from: start) {
      let line = span.extracting(start..<(lineFeed - 1))
      if let parsed = try? FieldLine(line) { fields.append(parsed.field(in: line)) }
      start = lineFeed + 1
    }
    return fields
  }

  /// Calls a closure with name and value of each line, in their order.
  ///
  /// Nothing is copied of lines that were received, and their names are in the peer's case.
  func forEachLine(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
    if let made {
      for field in made {
        body(Array(field.name.rawName.utf8).span, Array(field.value.utf8).span)
      }
      return
    }
    let span = bytes.span
    var start = offset
    while let lineFeed = span.firstIndex(of: ASCII.lineFeed, from: start) {
      if let colon = span.firstIndex(of: ASCII.colon, from: start), colon < lineFeed {
        let value = span.trimmingOptionalWhitespace((colon + 1)..<(lineFeed - 1))
        body(span.extracting(start..<colon), span.extracting(value))
      }
      start = lineFeed + 1
    }
  }

  /// The value of the fields of that name, put together when there are several
  /// (RFC 9110 §5.3); nil when there is none.
  func value(of name: HTTPField.Name) -> String? {
    if let made { return made[name] }
    let span = bytes.span
    let name = name.canonicalName
    guard let line = Self.line(named: name.utf8.span, in: span, from: offset) else { return nil }
    guard Self.line(named: name.utf8.span, in: span, from: line.upperBound + 2) == nil,
      let text = span.extracting(
        span.trimmingOptionalWhitespace((line.lowerBound + name.utf8.count + 1)..<line.upperBound)
      ).string()
    else {
      // Several values, or one that is not UTF-8: rare enough to take the long way.
      return HTTPField.Name(name).flatMap { fields[$0] }
    }
    return text
  }

  /// The next line of that name, without its CRLF; `start` is the start of a line.
  ///
  /// - Parameter name: in lower case.
  private static func line(
    named name: Span<UInt8>,
    in bytes: Span<UInt8>,
    from start: Int
  ) -> Range<Int>? {
    var start = start
    while let lineFeed = bytes.firstIndex(of: ASCII.lineFeed, from: start) {
      if start + name.count < lineFeed, bytes[start + name.count] == ASCII.colon {
        var index = 0
        while index < name.count, ASCII.lowercased(bytes[start + index]) == name[index] {
          index += 1
        }
        if index == name.count { return start..<(lineFeed - 1) }
      }
      start = lineFeed + 1
    }
    return nil
  }
}
