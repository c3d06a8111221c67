import JSONSchema

/// The text of a document, parsed, with the way back from a value to its line.
struct SourceText {
  enum Format { case json, yaml }

  let bytes: [UInt8]
  let format: Format
  let value: JSONValue
  /// Keys that stand twice in one mapping; the last one counts.
  let duplicateKeys: [Diagnostic]

  /// Parses bytes that came from outside.
  ///
  /// - Throws: ``DocumentError`` with line and column when this is no JSON and no YAML.
  init(_ bytes: [UInt8], limits: DocumentReader.Limits) throws(DocumentError) {
    self.bytes = bytes
    try SourceText.refuseOversized(bytes, limits: limits)
    try SourceText.refuseForeignEncoding(bytes)
    switch try SourceText.firstSignificantByte(of: bytes) {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      do throws(JSONSyntaxError) {
        let document = try JSONReader.read(bytes, limits: limits.json)
        format = .json
        value = document.value
        duplicateKeys = document.duplicateKeys.map { duplicate in
          SourceText.duplicate(at: duplicate.pointer, position: duplicate.position)
        }
      } catch {
        // YAML in flow style begins like JSON. When it is neither, the JSON message is the useful
        // one.
        guard let flowStyle = try? YAMLReader.read(bytes, limits: limits) else {
          throw DocumentError(
            .jsonSyntax,
            "The document is not valid JSON.",
            error.message,
            position: error.position
          )
        }
        format = .yaml
        value = flowStyle.value
        duplicateKeys = flowStyle.duplicateKeys
      }
    default:
      do throws(YAMLSyntaxError) {
        let document = try YAMLReader.read(bytes, limits: limits)
        format = .yaml
        value = document.value
        duplicateKeys = document.duplicateKeys
      } catch {
        throw DocumentError(
          .yamlSyntax,
          "The document is not valid YAML.",
          error.message,
          position: error.position
        )
      }
    }
  }

  /// Line and column of each of the pointers, or of the nearest place above it that exists.
  ///
  /// A second pass over the text: to be called once, with everything that is wanted.
  func positions(of pointers: Set<JSONPointer>) -> [JSONPointer: SourcePosition] {
    var wanted = pointers
    for pointer in pointers {
      for length in pointer.tokens.indices {
        wanted.insert(JSONPointer(tokens: Array(pointer.tokens.prefix(length))))
      }
    }
    let found =
      switch format {
      case .json: JSONReader.positions(of: wanted, in: bytes)
      case .yaml: YAMLReader.positions(of: wanted, in: bytes)
      }
    var positions: [JSONPointer: SourcePosition] = [:]
    for pointer in pointers {
      var tokens = pointer.tokens[...]
      while found[JSONPointer(tokens: Array(tokens))] == nil, !tokens.isEmpty {
        tokens.removeLast()
      }
      positions[pointer] = found[JSONPointer(tokens: Array(tokens))]
    }
    return positions
  }

  /// The finding that a key stands twice.
  static func duplicate(at pointer: JSONPointer, position: SourcePosition) -> Diagnostic {
    Diagnostic(
      severity: .warning,
      code: .duplicateKey,
      message: "The key `\(pointer.tokens.last ?? "")` stands here for the second time; "
        + "only this last one counts. Remove or rename one of the two.",
      pointer: pointer,
      position: position
    )
  }
}

extension DocumentReader.Limits {
  /// The same bounds for the JSON reader.
  var json: JSONReader.Limits {
    var limits = JSONReader.Limits()
    limits.bytesMax = bytesMax
    limits.depthMax = depthMax
    limits.duplicateKeysMax = findingsMax
    return limits
  }
}
