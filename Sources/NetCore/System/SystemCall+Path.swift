import Glibc

extension SystemCall {
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
}
