import HTTPTypes

/// One state of a file that is served, with everything that its answers have in common.
final class StaticFile: Sendable {
  /// The file's path below the root.
  let path: String
  /// The content as it lies.
  let plain: Representation
  /// The content in gzip coding, for a type that is worth it.
  let gzip: GzipVariant?
  /// Bytes that it holds, or will hold.
  let byteCountHeld: Int

  private let status: FileStatus
  /// False for a state so young that the next one may look the same, because the file system's clock
  /// has not moved on.
  private let isSettled: Bool
  private let isCompressible: Bool
  /// Of the file in gzip coding beside it, whether it is used or not.
  private let siblingStatus: FileStatus?

  /// - Parameters:
  ///   - fields: of every answer that carries the file, or says that the client has it.
  ///   - nanosecondsSinceEpoch: the time before the content is read.
  /// - Throws: ``Errno`` when there is no room for another open file.
  init(
    _ file: OpenFile,
    path: String,
    in directory: ServedDirectory,
    fields: HTTPFields,
    limits: StaticFileLimits,
    at nanosecondsSinceEpoch: Int = SystemCall.nanosecondsSinceEpoch()
  ) throws(Errno) {
    self.path = path
    status = file.status
    let contentType = FileTypes.contentType(ofPath: path)
    isCompressible = FileTypes.isCompressible(contentType)
    siblingStatus = isCompressible ? directory.status(of: path + Self.gzipSuffix) : nil
    isSettled = [file.status, siblingStatus].allSatisfy {
      $0?.isSettled(at: nanosecondsSinceEpoch) ?? true
    }
    var fields = fields
    if isCompressible { fields[.vary] = "Accept-Encoding" }
    let maker = RepresentationMaker(contentType: contentType, fields: fields, limits: limits)
    plain = try maker.representation(of: file)
    let sibling = siblingStatus == nil ? nil : try Self.sibling(of: path, file, in: directory)
    if let sibling {
      gzip = GzipVariant(try maker.representation(of: sibling, contentEncoding: "gzip"))
    } else if isCompressible, limits.compresses(byteCount: file.status.byteCount) {
      gzip = GzipVariant { [plain] in maker.compressed(plain) }
    } else {
      gzip = nil
    }
    var held = Self.overheadByteCount + plain.byteCountInMemory
    // What is not compressed yet will not be longer than the file.
    if let gzip { held += gzip.atHand??.byteCountInMemory ?? file.status.byteCount }
    byteCountHeld = held
  }

  /// Roughly what an entry costs besides content.
  private static let overheadByteCount = 2048
  private static let gzipSuffix = ".gz"

  /// `<file>.gz`, unless it is older than the file.
  private static func sibling(
    of path: String,
    _ file: OpenFile,
    in directory: ServedDirectory
  ) throws(Errno) -> OpenFile? {
    guard case .file(let sibling) = try directory.find(path + gzipSuffix) else { return nil }
    let (coded, plain) = (sibling.status, file.status)
    let isCurrent =
      (coded.modifiedSeconds, coded.modifiedNanoseconds)
      >= (plain.modifiedSeconds, plain.modifiedNanoseconds)
    return isCurrent ? sibling : nil
  }

  /// Whether the file, and the one beside it, are surely what they were.
  func isCurrent(in directory: ServedDirectory) -> Bool {
    guard isSettled, directory.status(of: path) == status else { return false }
    return !isCompressible || directory.status(of: path + Self.gzipSuffix) == siblingStatus
  }
}

extension FileStatus {
  /// The kernel notes times in steps of up to 10 ms.
  private static let clockStepNanosecondsMax = 50_000_000

  /// Whether a change would be seen by the times, since their last step is over.
  fileprivate func isSettled(at nanosecondsSinceEpoch: Int) -> Bool {
    let age = nanosecondsSinceEpoch &- changedNanosecondsSinceEpoch
    return !(0...Self.clockStepNanosecondsMax).contains(age)
  }
}

extension StaticFileLimits {
  func compresses(byteCount: Int) -> Bool {
    (compressedFileBytesMin...compressedFileBytesMax).contains(byteCount)
  }
}

extension Representation {
  fileprivate var byteCountInMemory: Int {
    if case .bytes(let bytes) = source { bytes.count } else { 0 }
  }
}

/// Makes representations of one file from what lies on the disk.
private struct RepresentationMaker: Sendable {
  let contentType: String
  let fields: HTTPFields
  let limits: StaticFileLimits

  /// The file's content as it lies, read when it is short.
  func representation(
    of file: OpenFile,
    contentEncoding: String? = nil
  ) throws(Errno) -> Representation {
    let isShort = file.status.byteCount <= limits.fileBytesInMemoryMax
    // A file that changes at this moment is sent as it is open, and looked at anew next time.
    let bytes = isShort ? try file.contents() : nil
    let validators = validators(of: file.status, bytes)
    return Representation(
      bytes.map { .bytes($0) } ?? .file(file),
      contentType: contentType,
      validators: contentEncoding == nil ? validators : validators.coded,
      fields: fields,
      contentEncoding: contentEncoding
    )
  }

  /// The content compressed; `nil` when that is not shorter or the file cannot be read.
  func compressed(_ plain: Representation) -> Representation? {
    let bytes: [UInt8]? =
      switch plain.source {
      case .bytes(let bytes): bytes
      // The client gets the content as it lies, and with it whatever is wrong with the file.
      case .file(let file): try? file.contents()
      }
    guard let compressed = bytes.flatMap(Gzip.compress) else { return nil }
    return Representation(
      .bytes(compressed),
      contentType: contentType,
      validators: plain.validators.coded,
      fields: fields,
      contentEncoding: "gzip"
    )
  }

  /// A strong tag: no two states of a file have the same. Times tell only those apart that lie
  /// more than a step of the file system's clock apart, and the number only those that lay side by
  /// side; so the content itself counts when it is at hand.
  private func validators(of status: FileStatus, _ bytes: [UInt8]?) -> Validators {
    let numbers: [UInt] = [
      UInt(truncatingIfNeeded: status.byteCount), UInt(truncatingIfNeeded: status.inode),
      UInt(bitPattern: status.modifiedNanosecondsSinceEpoch),
      UInt(bitPattern: status.changedNanosecondsSinceEpoch), bytes.map(Gzip.checksum) ?? 0,
    ]
    let tag = numbers.map { String($0, radix: 36) }.joined(separator: "-")
    // Nothing may claim to be modified after the answer was made (RFC 9110 §8.8.2.1).
    let modified = min(status.modifiedSeconds, SystemCall.secondsSinceEpoch())
    return Validators(
      entityTag: EntityTag(opaque: tag),
      lastModified: HTTPDate(secondsSinceEpoch: modified)
    )
  }
}

extension Validators {
  /// Those of the same state in gzip coding: other bytes have another tag (RFC 9110 §8.8.3.3).
  fileprivate var coded: Validators {
    Validators(
      entityTag: entityTag.map { EntityTag(opaque: $0.opaque + "-gzip") },
      lastModified: lastModified
    )
  }
}
