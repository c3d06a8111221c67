/// Why an archive cannot be written or read.
package enum ArchiveError: Error, Equatable, Sendable {
  /// More files than the container can count.
  case tooManyEntries(count: Int, max: Int)
  /// The contents or the archive as a whole would need Zip64.
  case tooLarge(byteCountMax: Int)
  /// Absolute, empty, too long, with `..`, a backslash or a control character.
  case pathNotAllowed(String)
  /// Two entries with one name on a file system that does not tell letter case.
  case pathNotUnique(String)
  /// Compressed in a way that is not known here, or encrypted.
  case methodUnknown(path: String)
  /// No archive that can be read, or damaged; the offset says where.
  case malformed(at: Int)
  /// The content is longer than the caller allows.
  case contentTooLarge(path: String, byteCountMax: Int)
  /// The content does not have the checksum that the directory gives.
  case checksumWrong(path: String)
}

extension ArchiveError: CustomStringConvertible {
  /// A clause.
  package var description: String {
    switch self {
    case .tooManyEntries(let count, let max):
      "\(count) files are too many; \(max) are the most"
    case .tooLarge(let max): "it would be larger than \(max) bytes"
    case .pathNotAllowed(let path): "the path \(path.debugDescription) is not allowed"
    case .pathNotUnique(let path): "the path \(path.debugDescription) comes twice"
    case .methodUnknown(let path):
      "\(path.debugDescription) is encrypted or packed in an unusual way"
    case .malformed(let offset): "the archive is damaged at byte \(offset)"
    case .contentTooLarge(let path, let max): "\(path.debugDescription) is larger than \(max) bytes"
    case .checksumWrong(let path): "\(path.debugDescription) is damaged"
    }
  }
}
