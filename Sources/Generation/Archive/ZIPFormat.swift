/// The constants of the ZIP container that Assay writes and reads (APPNOTE.TXT 6.3.10).
enum ZIPFormat {
  /// §4.3.7
  static let localHeaderSignature: UInt32 = 0x0403_4b50
  static let localHeaderByteCount = 30
  /// §4.3.12
  static let directoryHeaderSignature: UInt32 = 0x0201_4b50
  static let directoryHeaderByteCount = 46
  /// §4.3.16
  static let endSignature: UInt32 = 0x0605_4b50
  static let endByteCount = 22

  /// §4.4.3: 2.0, needed for deflate.
  static let versionNeeded: UInt16 = 20
  /// §4.4.2: made on UNIX (3) by a writer of version 6.3; external attributes are then a file mode.
  static let versionMadeBy: UInt16 = 3 << 8 | 63
  /// §4.4.4 bit 0.
  static let flagEncrypted: UInt16 = 1
  /// What deflate can make of one byte at most.
  static let deflateRatioMax = 1_032
  /// §4.4.4 bit 11: names are UTF-8.
  static let flagUTF8: UInt16 = 1 << 11
  /// 1980-01-01, the first day that §4.4.6 can say; the time is midnight.
  static let dosDate: UInt16 = 1 << 5 | 1
  static let dosTime: UInt16 = 0

  /// `S_IFREG`: a regular file.
  static let regularFile: UInt32 = 0o100000
}

/// How an entry is stored (APPNOTE §4.4.5).
package enum ZIPMethod: UInt16, Sendable {
  case stored = 0
  case deflated = 8
}
