import Glibc

/// A part of an open file that a response sends with `sendfile(2)`, without reading it.
///
/// The file stays open while anybody holds the slice; several slices may share one file.
public final class OpenFile: Sendable {
  let descriptor: OwnedDescriptor

  /// What the kernel knew about the file when it was opened.
  public let status: FileStatus

  /// Opens a regular file for reading.
  ///
  /// Blocks for as long as the disk needs to find the file; no byte of it is read.
  ///
  /// - Throws: ``Errno``; ``Errno/noSuchFile`` also for what is not a regular file.
  public init(path: String) throws(Errno) {
    descriptor = try SystemCall.openForReading(path: path)
    status = try SystemCall.status(of: descriptor.rawValue)
    guard status.isRegular else { throw .noSuchFile }
  }

  /// A part of the file; the whole file without arguments.
  ///
  /// The range must lie inside the size in ``status``.
  public func slice(_ range: Range<Int>? = nil) -> FileSlice {
    let whole = 0..<status.byteCount
    let wanted = range ?? whole
    precondition(wanted.lowerBound >= 0 && wanted.upperBound <= whole.upperBound)
    return FileSlice(file: self, offset: wanted.lowerBound, byteCount: wanted.count)
  }
}

/// Which bytes of an open file to send.
public struct FileSlice: Sendable {
  /// The open file.
  public let file: OpenFile
  /// Where the part begins.
  public internal(set) var offset: Int
  /// How many bytes it has.
  public internal(set) var byteCount: Int
}

/// What `fstat(2)` tells about an open file.
public struct FileStatus: Sendable, Hashable {
  /// The size in bytes.
  public let byteCount: Int
  /// When the content last changed, in seconds since 1970 and nanoseconds within the second.
  public let modifiedSeconds: Int
  /// Nanoseconds within that second.
  public let modifiedNanoseconds: Int
  /// The number of the file in its file system; with the times it tells one state of a file from another.
  public let inode: UInt64
  /// False for directories, devices, pipes and sockets.
  public let isRegular: Bool
}
