package import JSONSchema

/// Reads an OpenAPI document of any version from the bytes of one file.
package struct DocumentReader: Sendable {
  /// The bounds of reading; everything beyond them is refused with a sentence that names the bound.
  package struct Limits: Sendable {
    /// The size of the document.
    package var bytesMax = 32 * 1024 * 1024
    /// How deep mappings and sequences may nest.
    package var depthMax = 512
    /// How many nodes all YAML aliases of a document may stand for, taken together.
    package var aliasNodesMax = 1_000_000

    package init() {}
  }

  private let limits: Limits

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Reads a document.
  ///
  /// JSON when the first byte that is not blank is `{` or `[`, YAML 1.2 otherwise.
  ///
  /// - Parameter name: The file's name, for messages only.
  /// - Throws: ``DocumentError`` when the document cannot be used at all.
  package func read(_ bytes: [UInt8], name: String? = nil) throws(DocumentError) -> APIDocument {
    preconditionFailure("unfinished")
  }
}
