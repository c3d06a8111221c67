/// Bounds on what the files of a directory may cost, and how fresh they are.
public struct StaticFileLimits: Sendable, Equatable {
  /// Larger files are sent with `sendfile(2)` and never read.
  public var fileBytesInMemoryMax = 128 * 1024
  /// Shorter files are not compressed, since the fields that say so are as long as what it saves.
  public var compressedFileBytesMin = 256
  /// Longer files are not compressed. They are sent in gzip coding only when `<file>.gz` lies
  /// beside them.
  public var compressedFileBytesMax = 1024 * 1024
  /// Bytes of files and their gzip coding that are kept for the next request.
  public var cachedBytesMax = 64 * 1024 * 1024
  /// Files that are kept for the next request, open when they are not in memory.
  public var cachedFilesMax = 256
  /// How long a kept file is used without asking the file system whether it is still the same.
  public var checkInterval = Duration.milliseconds(1)

  /// The defaults of all.
  public init() {}
}
