/// One case of a Markdown file: `##` heading, a line why, an input block, an expected block.
///
/// In the input, line breaks of the file mean nothing and `\r`, `\n`, `\t`, `\\` and `\xHH` stand
/// for bytes; a block marked `hex` holds hexadecimal digits, blanks, and remarks after `#`.
package struct ProtocolCase: Sendable, CustomStringConvertible {
  /// The heading.
  package let name: String
  /// The bytes to feed.
  package let input: [UInt8]
  /// The lines of the expected block.
  package let expected: [String]

  /// The heading, which names the case in test reports.
  package var description: String { name }

  /// All cases of a file's text.
  package static func read(_ markdown: String) -> [ProtocolCase] {
    var cases: [ProtocolCase] = []
    var name: String?
    var input: [UInt8]?
    var block: (kind: String, lines: [String])?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("## "), block == nil {
        name = String(line.dropFirst(3))
      } else if line.hasPrefix("```"), let (kind, lines) = block {
        block = nil
        switch kind {
        case "input": input = lines.flatMap(unescape)
        case "hex": input = lines.flatMap(hexadecimal)
        default:
          if let name, let input {
            cases.append(ProtocolCase(name: name, input: input, expected: lines))
          }
        }
      } else if line.hasPrefix("```") {
        block = (String(line.dropFirst(3)), [])
      } else if block != nil {
        block?.lines.append(String(line))
      }
    }
    return cases
  }

  /// Every way to feed the input that the tests use: whole, byte by byte, cut once at each place.
  package var splits: [[[UInt8]]] {
    let whole = [input]
    let single = input.map { [$0] }
    let halves = input.indices.dropFirst().map { [Array(input[..<$0]), Array(input[$0...])] }
    return [whole, single] + halves
  }

  /// The bytes that a line with escapes stands for.
  package static func unescape(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Substring(line).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let code = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch code {
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "x"):
        bytes += hexadecimal(String(decoding: rest.prefix(2), as: UTF8.self))
        rest = rest.dropFirst(2)
      default: bytes.append(code)
      }
    }
    return bytes
  }

  private static func hexadecimal(_ line: String) -> [UInt8] {
    let text = line.prefix { $0 != "#" }
    return text.split(separator: " ").flatMap { word in
      stride(from: 0, to: word.count, by: 2).compactMap { offset in
        UInt8(word.dropFirst(offset).prefix(2), radix: 16)
      }
    }
  }
}
