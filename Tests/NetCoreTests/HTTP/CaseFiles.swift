import Foundation
import TestSupport

/// The Markdown cases of this module.
enum CaseFiles {
  /// Every case of `Cases/<name>.md`; a missing file is a broken checkout and traps.
  static func cases(_ name: String) -> [ProtocolCase] {
    guard
      let url = Bundle.module.url(forResource: name, withExtension: "md", subdirectory: "Cases"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { preconditionFailure("no case file \(name).md") }
    return ProtocolCase.read(text)
  }

  /// Bytes as they are shown in an expected block: printable ASCII as it is, the rest escaped.
  static func shown(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      switch byte {
      case 13: "\\r"
      case 10: "\\n"
      case 9: "\\t"
      case 0x20..<0x7F: String(UnicodeScalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }
}
