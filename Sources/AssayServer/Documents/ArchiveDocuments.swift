import Generation
import JSONSchema
import NetCore
import OpenAPI

/// The files of an uploaded ZIP archive.
final class ArchiveDocuments: ReferenceLoader {
  /// The bounds of one archive; what it unpacks to is bounded as a whole.
  struct Limits: Sendable {
    var entriesMax = 10_000
    var unpackedBytesMax = 64 * 1024 * 1024
  }

  private let bytes: [UInt8]
  private let limits: Limits
  private let entries: [String: ZIPArchive.Entry]
  private let unpackedByteCount = Guarded(0)

  /// - Throws: ``ArchiveError`` when this is no archive that can be read, or one of too many files.
  init(_ bytes: [UInt8], limits: Limits = Limits()) throws(ArchiveError) {
    self.bytes = bytes
    self.limits = limits
    var entries: [String: ZIPArchive.Entry] = [:]
    for entry in try ZIPArchive.entries(of: bytes, countMax: limits.entriesMax) {
      // Archives made on Windows may have backslashes.
      let path = entry.path.replacing("\\", with: "/").split(separator: "/")
      guard !path.isEmpty, !entry.path.hasSuffix("/") else { continue }
      entries[path.filter { $0 != "." }.joined(separator: "/")] = entry
    }
    self.entries = entries
  }

  static func isArchive(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// The path of the OpenAPI document.
  func entryPath() throws(EntryDocument.Failure) -> String {
    try EntryDocument.path(among: Array(entries.keys)) { try? content($0) }  // Unreadable: not it.
  }

  /// A file, unpacked.
  ///
  /// - Throws: ``ReferenceFailure`` when it is not there, damaged, or too much has been unpacked.
  func content(_ path: String) throws(ReferenceFailure) -> [UInt8] {
    guard let entry = entries[path] else {
      throw ReferenceFailure("the archive has no file `\(path)`")
    }
    let isWithinBounds = unpackedByteCount.withLock { count in
      guard entry.byteCount <= limits.unpackedBytesMax - count else { return false }
      count += entry.byteCount
      return true
    }
    guard isWithinBounds else {
      throw ReferenceFailure(
        "the archive unpacks to more than \(ByteCount.text(limits.unpackedBytesMax))"
      )
    }
    do {
      return try ZIPArchive.content(of: entry, in: bytes, byteCountMax: limits.unpackedBytesMax)
    } catch {
      throw ReferenceFailure("in the archive \(error)")
    }
  }

  func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
    guard let path = FilePath(location) else {
      throw ReferenceFailure("`\(location.text)` is no file of the archive")
    }
    return LoadedDocument(bytes: try content(path.text), location: location)
  }
}
