import JSONSchema

/// A tag that the document's list of tags does not have: often a slip of the pen.
enum UndeclaredTag: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    let declared = Set(subject.document.tags.map(\.name))
    guard !declared.isEmpty else { return }
    for operation in subject.document.operations {
      for tag in operation.tags where !declared.contains(tag) {
        findings.inform(
          .undeclaredTag,
          "The tag `\(tag)` is not among the document's `tags`; declare it or correct the name.",
          at: operation.pointer.appending("tags")
        )
      }
    }
  }
}
