package import JSONSchema

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
    /// How many other documents may be read, and tried to be read, for one document.
    package var referencedDocumentsMax = 256
    /// What these may have together.
    package var referencedBytesMax = 64 * 1024 * 1024
    /// After how long no further ones are asked for.
    package var referencingTimeMax: Duration = .seconds(60)
    /// How many values are searched for references to other documents.
    package var scannedValuesMax = 20_000_000
    /// How many findings about the document are kept.
    package var findingsMax = 1_000
    /// How many findings of each lint are kept.
    package var lintFindingsMax = 100
    /// How many findings about its schemas are kept.
    package var schemaFindingsMax = 200

    package init() {}
  }

  private let limits: Limits

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Reads a document that came alone: JSON when it begins with `{` or `[`, YAML 1.2 otherwise.
  ///
  /// An operation that cannot be used costs only itself; it is among
  /// ``APIDocument/skippedOperations``.
  ///
  /// - Parameter name: The file's name, for messages only.
  /// - Throws: ``DocumentError``, located, when nothing in the document can be used.
  package func read(_ bytes: [UInt8], name: String? = nil) throws(DocumentError) -> APIDocument {
    try named(name) { () throws(DocumentError) in
      let text = try SourceText(bytes, limits: limits)
      return try lower(text, ReferencedDocuments(base: URIReference(""), limits: limits))
    }
  }

  /// Reads a document and those that it refers to.
  ///
  /// What cannot be had costs the operations that need it.
  ///
  /// - Parameters:
  ///   - location: Where it stands, without a fragment; what its references are relative to.
  ///   - loader: Gives the other documents; may be asked from several tasks at the same time.
  ///   - lints: Whether ``APIDocument/problems`` also has what is worth a word; see ``Lints``.
  package func read(
    _ bytes: [UInt8],
    name: String? = nil,
    location: URIReference,
    loader: any ReferenceLoader,
    lints: Bool = false
  ) async throws(DocumentError) -> APIDocument {
    var documents = ReferencedDocuments(base: location, limits: limits)
    let text: SourceText
    do throws(DocumentError) {
      text = try SourceText(bytes, limits: limits)
    } catch {
      throw error.naming(name)
    }
    if let version = SpecificationVersion(of: text.value) {
      await documents.load(from: text.value, version: version, loader: loader)
    }
    return try named(name) { () throws(DocumentError) in try lower(text, documents, lints: lints) }
  }

  private func named(
    _ name: String?,
    _ read: () throws(DocumentError) -> APIDocument
  ) throws(DocumentError) -> APIDocument {
    do throws(DocumentError) {
      return try read()
    } catch {
      throw error.naming(name)
    }
  }

  private func lower(
    _ text: SourceText,
    _ documents: ReferencedDocuments,
    lints: Bool = false
  ) throws(DocumentError) -> APIDocument {
    let locator = Locator(text: text, documents: documents)
    do throws(DocumentError) {
      var lowering = try DocumentLowering(text.value, documents: documents, limits: limits)
      var document = try lowering.document()
      document.problems = locator.textProblems + document.problems
      if lints { document.problems += lowering.lintFindings(on: document) }
      locator.locate(&document)
      return document
    } catch {
      throw DocumentError(
        summary: error.summary,
        problems: locator.located(error.problems + documents.problems)
      )
    }
  }
}

extension DocumentError {
  fileprivate func naming(_ name: String?) -> DocumentError {
    guard let name else { return self }
    return DocumentError(summary: "\(name): \(summary)", problems: problems)
  }
}
