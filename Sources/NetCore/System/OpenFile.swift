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
  public convenience init(path: String) throws(Errno) {
    try self.init(SystemCall.openForReading(path: path))
  }

  /// Takes over a descriptor that is open for reading.
  init(_ descriptor: consuming OwnedDescriptor) throws(Errno) {
    status = try SystemCall.status(of: descriptor.rawValue)
    self.descriptor = descriptor
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

  /// All bytes of the file in the state that ``status`` describes; blocks while the disk is read.
  ///
  /// - Returns: `nil` when the file has changed since.
  func contents() throws(Errno) -> [UInt8]? {
    let bytes = try SystemCall.read(descriptor.rawValue, byteCount: status.byteCount)
    let after = try SystemCall.status(of: descriptor.rawValue)
    return bytes.count == status.byteCount && after == status ? bytes : nil
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

/// What `fstat(2)` tells about a file; equal for one state of one file.
public struct FileStatus: Sendable, Hashable {
  /// The size in bytes.
  public let byteCount: Int
  /// When the content last changed, in seconds since 1970 and nanoseconds within the second.
  public let modifiedSeconds: Int
  /// Nanoseconds within that second.
  public let modifiedNanoseconds: Int
  /// When the content, the name or the permissions last changed. Nobody can set this time back.
  public let changedSeconds: Int
  /// Nanoseconds within that second.
  public let changedNanoseconds: Int
  /// The number of the file in its file system.
  public let inode: UInt64
  /// The number of the file system.
  public let device: UInt64
  /// False for directories, devices, pipes and sockets.
  public let isRegular: Bool
  /// Whether it is a directory.
  public let isDirectory: Bool

  init(_ value: stat) {
    byteCount = Int(value.st_size)
    modifiedSeconds = Int(value.st_mtim.tv_sec)
    modifiedNanoseconds = Int(value.st_mtim.tv_nsec)
    changedSeconds = Int(value.st_ctim.tv_sec)
    changedNanoseconds = Int(value.st_ctim.tv_nsec)
    inode = UInt64(value.st_ino)
    device = UInt64(value.st_dev)
    isRegular = value.st_mode & S_IFMT == S_IFREG
    isDirectory = value.st_mode & S_IFMT == S_IFDIR
  }
}

extension FileStatus {
  /// When the content last changed. Whatever time somebody may have set, it does not trap.
  var modifiedNanosecondsSinceEpoch: Int { modifiedSeconds &* 1_000_000_000 &+ modifiedNanoseconds }
  /// When anything last changed.
  var changedNanosecondsSinceEpoch: Int { changedSeconds &* 1_000_000_000 &+ changedNanoseconds }
}
