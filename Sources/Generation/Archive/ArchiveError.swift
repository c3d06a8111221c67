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
  /// Not an archive of ours, or damaged; the offset says where.
  case malformed(at: Int)
  /// The content is longer than the caller allows.
  case contentTooLarge(path: String, byteCountMax: Int)
  /// The content does not have the checksum that the directory gives.
  case checksumWrong(path: String)
}
