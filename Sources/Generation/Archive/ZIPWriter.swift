/// Writes ZIP archives that are byte-identical for the same files.
///
/// Entries are sorted by path, have no time of their own and no owner; names are UTF-8. A content
/// that deflate does not make shorter is stored.
package struct ZIPWriter {
  /// What the container without Zip64 can hold, and what unpacks everywhere.
  package struct Limits: Sendable {
    package var entriesMax = 65_535
    package var archiveByteCountMax = Int(UInt32.max)
    package var pathByteCountMax = 255

    package init() {}
  }

  private var output: [UInt8] = []
  private var directory: [UInt8] = []

  /// The archive of these files.
  ///
  /// - Throws: ``ArchiveError`` when a path would leave the folder it is unpacked in or is there
  ///   twice, and when a limit is exceeded.
  package static func archive(
    _ files: [SuiteFile],
    limits: Limits = Limits()
  ) throws(ArchiveError) -> [UInt8] {
    guard files.count <= limits.entriesMax else {
      throw .tooManyEntries(count: files.count, max: limits.entriesMax)
    }
    try checkPaths(of: files, limits: limits)
    let overhead =
      ZIPFormat.localHeaderByteCount + ZIPFormat.directoryHeaderByteCount
      + 2 * limits.pathByteCountMax
    // Stored contents are the worst case: with this sum every later size and offset fits 32 bits.
    var byteCount = ZIPFormat.endByteCount
    for file in files {
      byteCount += file.content.count + overhead
      guard byteCount <= limits.archiveByteCountMax else {
        throw .tooLarge(byteCountMax: limits.archiveByteCountMax)
      }
    }

    var writer = ZIPWriter()
    for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      writer.append(file)
    }
    writer.finish(entryCount: files.count)
    return writer.output
  }

  private static func checkPaths(
    of files: [SuiteFile],
    limits: Limits
  ) throws(ArchiveError) {
    var seen: Set<String> = []
    for file in files {
      let segments = file.path.split(separator: "/", omittingEmptySubsequences: false)
      let isSafe =
        file.path.utf8.count <= limits.pathByteCountMax
        && segments.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        && file.path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\\" && $0 != ":" }
      guard isSafe else { throw .pathNotAllowed(file.path) }
      guard seen.insert(file.path.lowercased()).inserted else { throw .pathNotUnique(file.path) }
    }
  }

  /// Appends the local header and the content, and notes the entry for the central directory.
  private mutating func append(_ file: SuiteFile) {
    let name = Array(file.path.utf8)
    let compressed = Deflate.compress(file.content)
    let stored = compressed ?? file.content
    let offset = UInt32(output.count)

    // §4.3.7 and §4.3.12 share these fields in this order.
    var shared: [UInt8] = []
    shared.append(littleEndian: ZIPFormat.versionNeeded)
    shared.append(littleEndian: ZIPFormat.flagUTF8)
    shared.append(littleEndian: (compressed == nil ? ZIPMethod.stored : .deflated).rawValue)
    shared.append(littleEndian: ZIPFormat.dosTime)
    shared.append(littleEndian: ZIPFormat.dosDate)
    shared.append(littleEndian: CRC32.of(file.content))
    shared.append(littleEndian: UInt32(stored.count))
    shared.append(littleEndian: UInt32(file.content.count))
    shared.append(littleEndian: UInt16(name.count))
    // The length of the extra field: there is none.
    shared.append(littleEndian: UInt16(0))

    output.append(littleEndian: ZIPFormat.localHeaderSignature)
    output += shared
    output += name
    output += stored

    let mode: UInt32 = file.isExecutable ? 0o755 : 0o644
    directory.append(littleEndian: ZIPFormat.directoryHeaderSignature)
    directory.append(littleEndian: ZIPFormat.versionMadeBy)
    directory += shared
    // Comment length, disk number, internal attributes.
    directory += [UInt8](repeating: 0, count: 6)
    directory.append(littleEndian: (ZIPFormat.regularFile | mode) << 16)
    directory.append(littleEndian: offset)
    directory += name
  }

  /// Appends the central directory and its end record (§4.3.16).
  private mutating func finish(entryCount: Int) {
    let offset = UInt32(output.count)
    output += directory
    output.append(littleEndian: ZIPFormat.endSignature)
    // This disk and the disk of the directory: both the first.
    output += [UInt8](repeating: 0, count: 4)
    output.append(littleEndian: UInt16(entryCount))
    output.append(littleEndian: UInt16(entryCount))
    output.append(littleEndian: UInt32(directory.count))
    output.append(littleEndian: offset)
    output.append(littleEndian: UInt16(0))
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    var rest = value
    for _ in 0..<(value.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
