import Generation
import NetCore
package import OpenAPI

/// A document that has been read, with the digest of its bytes.
package struct ReadDocument: Sendable {
  package let document: APIDocument
  /// SHA-256, lower-case hex.
  package let hash: String

  /// The document's title.
  package var title: String { document.title }
}

/// Reads documents and remembers the last few, since one is read when it is validated, again when
/// a task is asked for, and again when the task runs.
package final class DocumentLibrary: Sendable {
  /// What is remembered at most.
  private static let documentsMax = 4
  private static let documentBytesMax = 8 * 1024 * 1024

  private let reader: DocumentReader
  /// Oldest first.
  private let recent = Guarded<[ReadDocument]>([])

  package init(reader: DocumentReader = DocumentReader()) {
    self.reader = reader
  }

  /// Reads a document, which may take seconds: never call it on an event loop.
  package func read(_ bytes: [UInt8], name: String?) throws(DocumentError) -> ReadDocument {
    let hash = SHA256.hex(bytes)
    if let known = recent.withLock({ $0.first { $0.hash == hash } }) { return known }
    let read = ReadDocument(document: try reader.read(bytes, name: name), hash: hash)
    if bytes.count <= Self.documentBytesMax {
      recent.withLock { recent in
        recent.removeAll { $0.hash == hash }
        recent.append(read)
        recent.removeFirst(max(0, recent.count - Self.documentsMax))
      }
    }
    return read
  }
}
