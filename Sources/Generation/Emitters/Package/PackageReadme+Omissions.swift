import JSONSchema
import OpenAPI

/// The part of the README about what is not there: short enough to read, however large the document.
extension PackageReadme {
  private static let rowsMax = 40

  static func omissions(of suite: Suite) -> String {
    let problems = suite.problems.filter { $0.severity != .information }
    let all = PackageManifest.omissions(of: suite)
    guard !all.isEmpty || !problems.isEmpty else {
      return "## Not generated\n\nNothing was left out.\n"
    }
    let designed = Set(suite.operations.filter { !$0.cases.isEmpty }.map(\.id))
    let isWhole = { (omission: Omission) in !designed.contains(omission.operation ?? "") }
    let parts = [
      wholes(all.filter(isWhole)), cases(all.filter { !isWhole($0) }), list(problems),
    ]
    return "## Not generated\n\n" + parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Operations without a case, and what concerns no operation.
  private static func wholes(_ omissions: [Omission]) -> String {
    let rows = omissions.map { omission in
      let operation = omission.operation.map { Markdown.cell($0) } ?? "the document"
      return "| \(operation) | \(Markdown.cell(omission.reason, characterCountMax: 400)) |\n"
    }
    return table("| without a case | reason |\n|---|---|\n", rows)
  }

  /// Single cases, by reason; the most frequent first.
  private static func cases(_ omissions: [Omission]) -> String {
    struct Key: Hashable {
      var reason: String
      var technique: Technique?
    }
    var groups: [(key: Key, count: Int, operations: [String])] = []
    var indices: [Key: Int] = [:]
    for omission in omissions {
      let key = Key(reason: omission.reason, technique: omission.technique)
      let index = indices[key] ?? groups.count
      if indices.updateValue(index, forKey: key) == nil { groups.append((key, 0, [])) }
      groups[index].count += omission.count
      if let operation = omission.operation, groups[index].operations.last != operation {
        groups[index].operations.append(operation)
      }
    }
    let ranked = groups.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }
    let rows = ranked.map { _, group in
      let operations =
        group.operations.count == 1
        ? Markdown.cell(group.operations[0]) : "\(group.operations.count) operations"
      return "| \(Markdown.cell(group.key.reason, characterCountMax: 400)) | "
        + "\(group.key.technique?.rawValue ?? "any") | \(group.count) | \(operations) |\n"
    }
    return table("| reason | technique | cases | at |\n|---|---|---:|---|\n", rows)
  }

  private static func list(_ problems: [Diagnostic]) -> String {
    let lines = problems.map { problem in
      let place = problem.pointer.map { " (at \(Markdown.text($0.description)))" } ?? ""
      return "- \(Markdown.text(problem.message, characterCountMax: 400))\(place)\n"
    }
    return lines.isEmpty ? "" : "Of the document:\n\n" + cut(lines)
  }

  private static func table(_ head: String, _ rows: [String]) -> String {
    rows.isEmpty ? "" : head + cut(rows)
  }

  private static func cut(_ lines: [String]) -> String {
    guard lines.count > rowsMax else { return lines.joined() }
    return lines.prefix(rowsMax).joined()
      + "\nAnd \(lines.count - rowsMax) more; `manifest.json` lists all, operation by operation.\n"
  }
}
