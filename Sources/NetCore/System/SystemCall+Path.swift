import CLinux
import Glibc

extension SystemCall {
  /// `open(2)` with `O_PATH`: a descriptor that stands for what a path leads to, whatever it is.
  ///
  /// It needs no permission to read, waits for nobody at the other end of a pipe, and no device
  /// notices it.
  static func locate(path: String) throws(Errno) -> OwnedDescriptor {
    OwnedDescriptor(owning: try required(repeatingNegated { unsafe Int(clinux_locate(path)) }))
  }

  /// Opens for reading what ``locate(path:)`` found, and nothing that a name leads to by now.
  static func openForReading(located descriptor: Int32) throws(Errno) -> OwnedDescriptor {
    try openForReading(path: "/proc/self/fd/\(descriptor)")
  }

  /// `readlink(2)` of `/proc/self/fd/…`: where an open file really lies, links resolved.
  ///
  /// Asked of the descriptor and not of a name, so that nobody can change the answer in between.
  static func path(of descriptor: Int32) throws(Errno) -> String {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try repeating {
      // Sound: readlink writes at most so many bytes as it is told, and no zero behind them.
      unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
    }
    let bytes = target.prefix(count ?? 0).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `stat(2)`: what a path leads to.
  static func status(ofPath path: String) throws(Errno) -> FileStatus {
    var value = stat()
    _ = try required(repeating { unsafe Int(stat(path, &value)) })
    return FileStatus(value)
  }

  /// `pread(2)` from the file's start: so many bytes, or fewer when the file has no more.
  static func read(_ descriptor: Int32, byteCount: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    var filled = 0
    while filled < byteCount {
      var span = bytes.mutableSpan
      // Sound: the kernel writes at most what the array has room for behind `filled`.
      let count = try unsafe span.withUnsafeMutableBytes { (bytes) throws(Errno) in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
        return try repeating {
          unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(filled))
        }
      }
      guard let count, count > 0 else { break }
      filled += count
    }
    bytes.removeLast(byteCount - filled)
    return bytes
  }
}
