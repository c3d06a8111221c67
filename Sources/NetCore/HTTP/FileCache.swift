/// The files that were asked for lately, within a bound on their number and bytes.
///
/// There are two generations. What is used moves to the young one; when that has half of all there
/// may be, it becomes the old one, and what nobody used since the last time is forgotten.
struct FileCache {
  /// A file, and when it was last seen to be the same as on the disk.
  struct Entry {
    let file: StaticFile
    var checked: Instant
  }

  /// A path as the system tells it from others, byte by byte: as texts, two ways to write an accent
  /// are equal.
  private struct Path: Hashable {
    let text: String

    init(_ text: String) {
      self.text = text
    }

    static func == (left: Path, right: Path) -> Bool {
      left.text.utf8.span.equals(right.text.utf8.span)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(text)
    }
  }

  private let filesMax: Int
  private let bytesMax: Int
  private var young: [Path: Entry] = [:]
  private var old: [Path: Entry] = [:]
  private var youngByteCount = 0

  /// - Parameters: bounds on all entries together.
  init(filesMax: Int, bytesMax: Int) {
    self.filesMax = filesMax / 2
    self.bytesMax = bytesMax / 2
  }

  /// Entries that are held.
  var count: Int { young.count + old.count }

  /// What is held for a path.
  mutating func entry(_ path: String) -> Entry? {
    if let entry = young[Path(path)] { return entry }
    guard let entry = old[Path(path)] else { return nil }
    insert(entry, path)
    return entry
  }

  /// Holds an entry, unless it is larger than all together may be.
  mutating func insert(_ entry: Entry, _ path: String) {
    remove(path)
    guard entry.file.byteCountHeld <= bytesMax, filesMax > 0 else { return }
    let isFull =
      young.count >= filesMax || youngByteCount + entry.file.byteCountHeld > bytesMax
    if isFull {
      old = young
      young = [:]
      youngByteCount = 0
    }
    young[Path(path)] = entry
    youngByteCount += entry.file.byteCountHeld
  }

  /// Notes that a file is still the same, unless it was replaced meanwhile.
  mutating func confirm(_ file: StaticFile, _ path: String, at moment: Instant) {
    if young[Path(path)]?.file === file { young[Path(path)]?.checked = moment }
  }

  /// Forgets a path.
  mutating func remove(_ path: String) {
    if let entry = young.removeValue(forKey: Path(path)) {
      youngByteCount -= entry.file.byteCountHeld
    }
    old[Path(path)] = nil
  }
}
