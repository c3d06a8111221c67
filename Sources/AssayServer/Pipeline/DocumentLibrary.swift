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

  /// Reads a document with those that it refers to, which may take seconds: never call it on an
  /// event loop.
  func read(
    _ bytes: [UInt8],
    of input: DocumentInput,
    companions: CompanionDocuments,
    lints: Bool
  ) async throws(DocumentError) -> ReadDocument {
    let hash = SHA256.hex(bytes)
    // Problems differ with lints, and what came with other files is read together with them.
    let isRemembered = input.files == nil && !lints
    if isRemembered, let known = recent.withLock({ $0.first { $0.hash == hash } }) { return known }
    let document = try await reader.read(
      bytes,
      name: input.name,
      location: input.location,
      loader: companions,
      lints: lints
    )
    let read = ReadDocument(document: document, hash: companions.digest(of: bytes))
    if isRemembered, !companions.askedForAddress, bytes.count <= Self.documentBytesMax {
      remember(read)
    }
    return read
  }

  private func remember(_ read: ReadDocument) {
    recent.withLock { recent in
      recent.removeAll { $0.hash == read.hash }
      recent.append(read)
      recent.removeFirst(max(0, recent.count - Self.documentsMax))
    }
  }
}
