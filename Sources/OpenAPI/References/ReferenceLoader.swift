package import JSONSchema

/// Gets the documents that a document refers to: files of an archive or folder, or addresses.
///
/// Implementations decide what may be read; this module knows no file system and no network.
package protocol ReferenceLoader: Sendable {
  /// The bytes at a location, which has been resolved against that of the referring document and
  /// has no fragment. One without a scheme is a path inside what the document came with.
  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument
}

/// What a ``ReferenceLoader`` found.
package struct LoadedDocument: Sendable {
  package var bytes: [UInt8]
  /// Where it was found in the end; the base of the references in it.
  package var location: URIReference

  package init(bytes: [UInt8], location: URIReference) {
    self.bytes = bytes
    self.location = location
  }
}

/// Why a document could not be had.
package struct ReferenceFailure: Error, Sendable, Equatable {
  /// A clause: `the archive has no file pets.yaml`.
  package var reason: String

  package init(_ reason: String) {
    self.reason = reason
  }

  /// A document of several files came without the others.
  package static let alone = ReferenceFailure(
    "it came alone; documents of several files can be given as a ZIP, or by their address"
  )
}
