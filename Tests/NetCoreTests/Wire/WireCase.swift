import Foundation
import TestSupport

/// One line of a table in `Cases/http/`: bytes of a client, and what a server makes of them.
///
/// `| what is tested | RFC section | bytes | replies | then |`. In the bytes `⏎` is CRLF, `{9×ab}`
/// repeats, and the escapes of ``ProtocolCase`` stand for the rest. The replies are separated by
/// semicolons, each a status and what else it must have: `"content"`, `name=value`, `name`,
/// `!name`, or `bare` for a head without content. A status in parentheses may be missing.
struct WireCase: Sendable, CustomStringConvertible {
  let name: String
  let section: String
  let input: [UInt8]
  let replies: [ExpectedReply]
  let ending: Ending

  /// What becomes of the connection after the replies.
  enum Ending: String, Sendable {
    /// It carries another request.
    case kept
    /// The server ends it, and the last reply says so.
    case closed
    /// The client says that nothing follows; the server answers what is due, and ends it too.
    case finished
    /// It speaks WebSocket.
    case upgraded
  }

  var description: String { "\(name) (\(section))" }

  /// The files of the tables.
  static let files = [
    "request-line", "target", "fields", "host", "length", "transfer-coding", "chunked",
    "persistence", "methods", "expect", "upgrade", "replies", "garbage",
  ]

  /// Every case of all tables.
  static let all = files.flatMap { cases(in: $0) }

  /// Every case of one table; a missing file is a broken checkout and traps.
  static func cases(in file: String) -> [WireCase] {
    let folder = "Cases/http"
    guard
      let url = Bundle.module.url(forResource: file, withExtension: "md", subdirectory: folder),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { preconditionFailure("no case file \(file).md") }
    return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { line in
      guard let parsed = WireCase(line) else { preconditionFailure("\(file).md: \(line)") }
      return parsed
    }
  }

  init?(_ line: Substring) {
    let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count == 5, let ending = Ending(rawValue: cells[4]) else { return nil }
    name = cells[0]
    section = cells[1]
    input = Self.bytes(cells[2].trimmingCharacters(in: ["`"]))
    let replies = cells[3].split(separator: ";").map { ExpectedReply($0) }
    self.replies = replies.compactMap { $0 }
    self.ending = ending
    guard self.replies.count == replies.count, !input.isEmpty else { return nil }
  }

  /// The bytes of a cell.
  private static func bytes(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let cross = rest[open...].firstIndex(of: "×"),
      let close = rest[cross...].firstIndex(of: "}"),
      let count = Int(rest[rest.index(after: open)..<cross])
    {
      bytes += unescape(rest[..<open])
      let repeated = unescape(rest[rest.index(after: cross)..<close])
      for _ in 0..<count { bytes += repeated }
      rest = rest[rest.index(after: close)...]
    }
    return bytes + unescape(rest)
  }

  private static func unescape(_ text: Substring) -> [UInt8] {
    ProtocolCase.unescape(String(text).replacing("⏎", with: "\\r\\n"))
  }
}

/// What one reply must be.
struct ExpectedReply: Sendable {
  let status: Int
  let isOptional: Bool
  private(set) var isBare = false
  private var content: String?
  private var fields: [(name: String, value: String)] = []
  private var absentFields: [String] = []

  init?(_ text: Substring) {
    // Content stands in quotes, so that it may hold spaces.
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 3 else { return nil }
    if parts.count == 3 {
      content = String(decoding: ProtocolCase.unescape(String(parts[1])), as: UTF8.self)
    }
    let words = (parts[0] + (parts.count == 3 ? parts[2] : "")).split(separator: " ")
    guard let first = words.first else { return nil }
    isOptional = first.hasPrefix("(")
    guard let status = Int(first.trimmingCharacters(in: ["(", ")"])) else { return nil }
    self.status = status
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1)
      if word == "bare" {
        isBare = true
      } else if word.hasPrefix("!") {
        absentFields.append(word.dropFirst().lowercased())
      } else {
        fields.append((pair[0].lowercased(), pair.count == 2 ? String(pair[1]) : ""))
      }
    }
  }

  /// What is wrong with a reply; `nil` when nothing is.
  func fault(of reply: RawResponse) -> String? {
    if reply.status != status { return "status \(reply.status), not \(status)" }
    if let content, reply.text != content { return "content \(reply.text.debugDescription)" }
    for (name, value) in fields {
      guard let found = reply.fields[name] else { return "no \(name)" }
      let text = found.filter { $0 != " " }
      if !value.isEmpty, text != value { return "\(name) is \(found)" }
    }
    for name in absentFields where reply.fields[name] != nil { return "\(name) is there" }
    return nil
  }
}
