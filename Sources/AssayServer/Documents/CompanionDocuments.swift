import Generation
import JSONSchema
import NetCore
import OpenAPI

/// Everything that one document may refer to: the files it came with, and addresses.
final class CompanionDocuments: ReferenceLoader {
  private struct State {
    /// Location and digest of what was read.
    var digests: [String: String] = [:]
    var askedForAddress = false
  }

  private let files: (any ReferenceLoader)?
  /// `nil`: addresses are only noted.
  private let addresses: AddressDocuments?
  private let state = Guarded(State())

  init(files: (any ReferenceLoader)?, addresses: AddressDocuments?) {
    self.files = files
    self.addresses = addresses
  }

  /// Something was to be fetched, so that reading again may give something else.
  var askedForAddress: Bool { state.withLock { $0.askedForAddress } }

  /// The digest of a document with all that was read for it.
  func digest(of bytes: [UInt8]) -> String {
    let digests = state.withLock { $0.digests }
    let own = SHA256.hex(bytes)
    guard !digests.isEmpty else { return own }
    let lines = digests.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }
    return SHA256.hex(Array((own + "\n" + lines.joined()).utf8))
  }

  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    let loaded = try await find(location)
    let digest = SHA256.hex(loaded.bytes)
    state.withLock { $0.digests[loaded.location.text] = digest }
    return loaded
  }

  private func find(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    switch location.scheme?.lowercased() {
    case "http", "https":
      state.withLock { $0.askedForAddress = true }
      guard let addresses else { throw ReferenceFailure("it has not been fetched yet") }
      return try await addresses.load(location)
    case nil where location.authority == nil:
      guard let files else { throw .alone }
      return try await files.load(location)
    default:
      throw ReferenceFailure("only files, and addresses with http or https, are read")
    }
  }
}
