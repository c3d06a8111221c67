/// Reads ZIP archives of one disk, without Zip64 and encryption: our own and those of users.
///
/// Every access is checked against the bytes, so that a damaged archive is an error and no trap.
package enum ZIPArchive {
  /// One file of the archive, as its central directory has it.
  package struct Entry: Sendable, Equatable {
    package var path: String
    package var byteCount: Int
    package var compressedByteCount: Int
    package var isExecutable: Bool
    /// `nil`: one that cannot be unpacked here, or the content is encrypted.
    var method: ZIPMethod?
    var checksum: UInt32
    var localHeaderOffset: Int
  }

  /// The entries in the order of the directory, those of folders included.
  ///
  /// - Throws: ``ArchiveError/malformed(at:)``, ``ArchiveError/tooManyEntries(count:max:)``.
  package static func entries(
    of archive: [UInt8],
    countMax: Int = Int(UInt16.max)
  ) throws(ArchiveError) -> [Entry] {
    let end = try endOffset(of: archive)
    let count = Int(try archive.uint16(at: end + 10))
    guard count <= countMax else { throw .tooManyEntries(count: count, max: countMax) }
    var offset = Int(try archive.uint32(at: end + 16))
    var entries: [Entry] = []
    for _ in 0..<count {
      entries.append(try entry(at: &offset, of: archive))
    }
    guard offset == end else { throw .malformed(at: offset) }
    return entries
  }

  /// Where the end record (§4.3.16) begins; behind it is nothing but the comment that it announces.
  private static func endOffset(of archive: [UInt8]) throws(ArchiveError) -> Int {
    let last = archive.count - ZIPFormat.endByteCount
    let first = max(0, last - Int(UInt16.max))
    for offset in stride(from: last, through: first, by: -1)
    where try archive.uint32(at: offset) == ZIPFormat.endSignature {
      let commentByteCount = Int(try archive.uint16(at: offset + 20))
      if commentByteCount == last - offset { return offset }
    }
    throw .malformed(at: max(0, last))
  }

  /// The content of an entry, unpacked and verified.
  ///
  /// - Throws: ``ArchiveError/contentTooLarge(path:byteCountMax:)`` before anything is unpacked;
  ///   `methodUnknown` for other methods and encryption; `malformed` or `checksumWrong` when the
  ///   archive is damaged.
  package static func content(
    of entry: Entry,
    in archive: [UInt8],
    byteCountMax: Int
  ) throws(ArchiveError) -> [UInt8] {
    guard entry.byteCount <= byteCountMax else {
      throw .contentTooLarge(path: entry.path, byteCountMax: byteCountMax)
    }
    let header = entry.localHeaderOffset
    guard try archive.uint32(at: header) == ZIPFormat.localHeaderSignature else {
      throw .malformed(at: header)
    }
    let nameByteCount = Int(try archive.uint16(at: header + 26))
    let extraByteCount = Int(try archive.uint16(at: header + 28))
    let start = header + ZIPFormat.localHeaderByteCount + nameByteCount + extraByteCount
    let stored = Array(try archive.bytes(at: start, count: entry.compressedByteCount))

    let content: [UInt8]
    switch entry.method {
    case nil: throw .methodUnknown(path: entry.path)
    case .stored: content = stored
    case .deflated:
      // A deflated byte cannot stand for more (zlib's technical details), so a bomb is not unpacked.
      guard entry.byteCount <= (stored.count + 1) * ZIPFormat.deflateRatioMax else {
        throw .malformed(at: start)
      }
      guard let expanded = Deflate.expand(stored, toCount: entry.byteCount) else {
        throw .malformed(at: start)
      }
      content = expanded
    }
    guard content.count == entry.byteCount, CRC32.of(content) == entry.checksum else {
      throw .checksumWrong(path: entry.path)
    }
    return content
  }

  /// Reads one header of the central directory (§4.3.12) and moves `offset` behind it.
  private static func entry(
    at offset: inout Int,
    of archive: [UInt8]
  ) throws(ArchiveError) -> Entry {
    let start = offset
    guard try archive.uint32(at: start) == ZIPFormat.directoryHeaderSignature else {
      throw .malformed(at: start)
    }
    let isEncrypted = try archive.uint16(at: start + 8) & ZIPFormat.flagEncrypted != 0
    let method = isEncrypted ? nil : ZIPMethod(rawValue: try archive.uint16(at: start + 10))
    let nameByteCount = Int(try archive.uint16(at: start + 28))
    let name = try archive.bytes(
      at: start + ZIPFormat.directoryHeaderByteCount,
      count: nameByteCount
    )
    let extraByteCount = Int(try archive.uint16(at: start + 30))
    let commentByteCount = Int(try archive.uint16(at: start + 32))
    offset += ZIPFormat.directoryHeaderByteCount + nameByteCount + extraByteCount + commentByteCount
    return Entry(
      path: String(decoding: name, as: UTF8.self),
      byteCount: Int(try archive.uint32(at: start + 24)),
      compressedByteCount: Int(try archive.uint32(at: start + 20)),
      isExecutable: try archive.uint32(at: start + 38) >> 16 & 0o111 != 0,
      method: method,
      checksum: try archive.uint32(at: start + 16),
      localHeaderOffset: Int(try archive.uint32(at: start + 42))
    )
  }
}

extension [UInt8] {
  fileprivate func bytes(
    at offset: Int,
    count byteCount: Int
  ) throws(ArchiveError) -> ArraySlice<UInt8> {
    guard offset >= 0, byteCount >= 0, offset <= count, byteCount <= count - offset else {
      throw .malformed(at: offset)
    }
    return self[offset..<(offset + byteCount)]
  }

  fileprivate func uint16(at offset: Int) throws(ArchiveError) -> UInt16 {
    try bytes(at: offset, count: 2).reversed().reduce(0) { $0 << 8 | UInt16($1) }
  }

  fileprivate func uint32(at offset: Int) throws(ArchiveError) -> UInt32 {
    try bytes(at: offset, count: 4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
