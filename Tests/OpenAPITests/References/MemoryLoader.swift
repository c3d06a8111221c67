import JSONSchema
import Synchronization

@testable import OpenAPI

/// Files that a test holds in memory, by location.
final class MemoryLoader: ReferenceLoader {
  private let files: [String: [UInt8]]
  private let asked = Mutex<[String]>([])

  init(_ files: [String: String]) {
    self.files = files.mapValues { Array($0.utf8) }
  }

  init(bytes: [String: [UInt8]]) {
    files = bytes
  }

  /// The locations asked for, in order of their names.
  var askedFor: [String] { asked.withLock { $0.sorted() } }

  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    asked.withLock { $0.append(location.text) }
    guard let bytes = files[location.text] else {
      throw ReferenceFailure("there is no `\(location.text)`")
    }
    return LoadedDocument(bytes: bytes, location: location)
  }
}

/// Reads `main`, one of several documents.
func read(
  _ main: String,
  of files: [String: String],
  limits: DocumentReader.Limits = .init()
) async throws -> APIDocument {
  try await DocumentReader(limits: limits).read(
    Array(files[main, default: ""].utf8),
    location: URIReference(main),
    loader: MemoryLoader(files)
  )
}
