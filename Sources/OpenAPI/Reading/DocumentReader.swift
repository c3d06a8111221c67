import JSONSchema

/// Reads an OpenAPI document of any version from the bytes of one file.
package struct DocumentReader: Sendable {
  /// The bounds of reading; everything beyond them is refused, or counted and left out, with a
  /// sentence.
  package struct Limits: Sendable {
    /// The size of the document.
    package var bytesMax = 32 * 1024 * 1024
    /// How deep mappings and lists may nest.
    package var depthMax = 512
    /// How many values all YAML aliases of a document may stand for, taken together.
    package var aliasNodesMax = 1_000_000
    /// How many references may lead from one to the next.
    package var referenceHopsMax = 32
    /// The length of one path template.
    package var pathBytesMax = 8 * 1024
    /// How many operations a document may declare, references to path items followed.
    package var operationsMax = 50_000
    /// How many parameters, responses, headers, media types, examples and links all operations may
    /// have together, references followed.
    package var partsMax = 1_000_000
    /// How many findings about the document are kept.
    package var findingsMax = 1_000
    /// How many findings about its schemas are kept.
    package var schemaFindingsMax = 200

    package init() {}
  }

  private let limits: Limits

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Reads a document: JSON when it begins with `{` or `[`, YAML 1.2 otherwise.
  ///
  /// An operation that cannot be used costs only itself; it is among
  /// ``APIDocument/skippedOperations``.
  ///
  /// - Parameter name: The file's name, for messages only.
  /// - Throws: ``DocumentError``, located, when nothing in the document can be used.
  package func read(_ bytes: [UInt8], name: String? = nil) throws(DocumentError) -> APIDocument {
    do throws(DocumentError) {
      let text = try SourceText(bytes, limits: limits)
      do throws(DocumentError) {
        var lowering = try DocumentLowering(text.value, limits: limits)
        var document = try lowering.document()
        document.problems = text.duplicateKeys + document.problems
        text.locate(&document)
        return document
      } catch {
        throw DocumentError(summary: error.summary, problems: text.located(error.problems))
      }
    } catch {
      guard let name else { throw error }
      throw DocumentError(summary: "\(name): \(error.summary)", problems: error.problems)
    }
  }
}

extension SourceText {
  /// Gives every finding its line and column.
  fileprivate func locate(_ document: inout APIDocument) {
    let reasonCount = document.skippedOperations.count
    let located = located(document.skippedOperations.map(\.reason) + document.problems)
    for index in document.skippedOperations.indices {
      document.skippedOperations[index].reason = located[index]
    }
    document.problems = Array(located[reasonCount...])
  }

  /// The findings with positions, found by one pass over the text; none when all have one.
  fileprivate func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let unlocated = diagnostics.filter { $0.position == nil }.compactMap(\.pointer)
    guard !unlocated.isEmpty else { return diagnostics }
    let positions = positions(of: Set(unlocated))
    return diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.position = diagnostic.position ?? diagnostic.pointer.flatMap { positions[$0] }
      return diagnostic
    }
  }
}
