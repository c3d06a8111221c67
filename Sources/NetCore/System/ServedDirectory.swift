/// A directory whose files are opened by paths that others choose.
///
/// What a path leads to is found first and looked at before it is opened: only a regular file that
/// really lies below the directory is, whatever symbolic links stand in the path and whoever
/// changes them meanwhile.
struct ServedDirectory: Sendable {
  /// The directory with every symbolic link resolved, without a slash at the end.
  private let root: String

  /// What a path inside leads to.
  enum Find {
    case file(OpenFile)
    case directory
  }

  /// - Throws: when the directory cannot be opened.
  init(path: String) throws(Errno) {
    let directory = try SystemCall.openForReading(path: path)
    let place = try SystemCall.path(of: directory.rawValue)
    root = place == "/" ? "" : place
  }

  /// Opens the file at `path`, which begins with a slash and has no `..`.
  ///
  /// - Returns: `nil` for what is not there, may not be read, is neither a file nor a directory, or
  ///   lies elsewhere. From outside these look alike.
  /// - Throws: ``Errno`` when the machine has no room for another open file.
  func find(_ path: String) throws(Errno) -> Find? {
    do {
      let located = try SystemCall.locate(path: root + path)
      guard contains(try SystemCall.path(of: located.rawValue)) else { return nil }
      let status = try SystemCall.status(of: located.rawValue)
      if status.isDirectory { return .directory }
      guard status.isRegular else { return nil }
      return .file(try OpenFile(SystemCall.openForReading(located: located.rawValue)))
    } catch {
      guard error.isShortage else { return nil }
      throw error
    }
  }

  /// What `path` leads to at the moment; `nil` for nothing.
  func status(of path: String) -> FileStatus? {
    // Whoever asks wants to know whether something is still the same, and an error is not.
    try? SystemCall.status(ofPath: root + path)
  }

  private func contains(_ place: String) -> Bool {
    place.utf8.starts(with: root.utf8)
      && place.utf8.dropFirst(root.utf8.count).first == ASCII.slash
  }
}
