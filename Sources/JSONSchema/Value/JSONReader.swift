/// A place in a text; both count from 1, columns in code points.
package struct SourcePosition: Hashable, Sendable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourcePosition: CustomStringConvertible {
  package var description: String { "line \(line), column \(column)" }
}

/// What makes a text no JSON, and where.
package struct JSONSyntaxError: Error, Equatable, Sendable {
  package var position: SourcePosition
  /// A sentence that says what was expected.
  package var message: String

  package init(position: SourcePosition, message: String) {
    self.position = position
    self.message = message
  }
}

extension JSONSyntaxError: CustomStringConvertible {
  package var description: String { "\(position): \(message)" }
}

/// A member whose name its object already had; its value replaced the earlier one.
package struct DuplicateKey: Hashable, Sendable {
  package var pointer: JSONPointer
  /// Of the later member's name.
  package var position: SourcePosition

  package init(pointer: JSONPointer, position: SourcePosition) {
    self.pointer = pointer
    self.position = position
  }
}

/// What was read from a JSON text.
package struct JSONDocument: Sendable {
  package var value: JSONValue
  /// In the order of the text, the first ``JSONReader/Limits/duplicateKeysMax``.
  package var duplicateKeys: [DuplicateKey]

  package init(value: JSONValue, duplicateKeys: [DuplicateKey] = []) {
    self.value = value
    self.duplicateKeys = duplicateKeys
  }
}

/// Reads JSON texts, strictly as RFC 8259 has them.
package enum JSONReader {
  /// The bounds of what is read.
  package struct Limits: Sendable {
    package var bytesMax = 64 << 20
    /// Arrays and objects inside each other.
    package var depthMax = 512
    /// How many duplicate keys are reported.
    package var duplicateKeysMax = 1_000

    package init(bytesMax: Int = 64 << 20, depthMax: Int = 512, duplicateKeysMax: Int = 1_000) {
      self.bytesMax = bytesMax
      self.depthMax = depthMax
      self.duplicateKeysMax = duplicateKeysMax
    }
  }

  /// Reads one JSON text from UTF-8 bytes; a byte order mark is skipped.
  ///
  /// A name that repeats inside an object is reported and its last value counts. Halves of surrogate
  /// pairs are refused since they are no characters.
  package static func read(
    _ bytes: [UInt8],
    limits: Limits = Limits()
  ) throws(JSONSyntaxError) -> JSONDocument {
    guard bytes.count <= limits.bytesMax else {
      throw JSONSyntaxError(
        position: SourcePosition(line: 1, column: 1),
        message:
          "The document has \(bytes.count) bytes; no more than \(limits.bytesMax) are read."
      )
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    let value = try parser.document()
    let positions = SourcePosition.positions(of: parser.duplicateKeys.map(\.offset), in: bytes)
    return JSONDocument(
      value: value,
      duplicateKeys: zip(parser.duplicateKeys, positions).map {
        DuplicateKey(pointer: $0.pointer, position: $1)
      }
    )
  }

  /// Where the values of these pointers stand in the text: a member at its name, an element or the root
  /// at its first byte.
  ///
  /// This reads the text again, so it is for messages only. Pointers that lead nowhere are left out.
  package static func positions(
    of pointers: Set<JSONPointer>,
    in bytes: [UInt8]
  ) -> [JSONPointer: SourcePosition] {
    var finder = PositionFinder(pointers: pointers, bytes: bytes)
    let found = finder.find()
    let positions = SourcePosition.positions(of: found.map(\.offset), in: bytes)
    return Dictionary(zip(found.map(\.pointer), positions)) { _, last in last }
  }
}

extension SourcePosition {
  /// The positions of byte offsets, in the order given; one pass over the bytes.
  static func positions(of offsets: [Int], in bytes: [UInt8]) -> [SourcePosition] {
    var result = Array(repeating: SourcePosition(line: 1, column: 1), count: offsets.count)
    var position = SourcePosition(line: 1, column: 1)
    var offset = bytes.starts(with: JSONParser.byteOrderMark) ? 3 : 0
    for (wanted, index) in zip(offsets, offsets.indices).sorted(by: { $0.0 < $1.0 }) {
      while offset < min(wanted, bytes.count) {
        if bytes[offset] == UInt8(ascii: "\n") {
          position = SourcePosition(line: position.line + 1, column: 1)
        } else if bytes[offset] & 0xC0 != 0x80 {
          position.column += 1
        }
        offset += 1
      }
      result[index] = position
    }
    return result
  }
}
