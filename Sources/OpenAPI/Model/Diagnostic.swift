package import JSONSchema

/// A finding about the document that a person can act on.
package struct Diagnostic: Sendable, Equatable {
  package enum Severity: String, Sendable { case error, warning, information }

  package var severity: Severity
  package var code: ProblemCode
  /// A sentence: what is wrong and what would be right.
  package var message: String
  /// The file or address when it is another one than that of the document itself.
  package var document: String?
  package var pointer: JSONPointer?
  /// 1-based line and column in the document's text.
  package var position: SourcePosition?

  package init(
    severity: Severity,
    code: ProblemCode,
    message: String,
    pointer: JSONPointer? = nil,
    position: SourcePosition? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.pointer = pointer
    self.position = position
  }
}

/// The document cannot be used at all.
package struct DocumentError: Error, Sendable, Equatable {
  /// One sentence for a person: what kind of thing is wrong.
  package var summary: String
  /// At least one, located where possible.
  package var problems: [Diagnostic]

  package init(summary: String, problems: [Diagnostic]) {
    self.summary = summary
    self.problems = problems
  }

  /// With one finding.
  package init(
    _ code: ProblemCode,
    _ summary: String,
    _ message: String,
    pointer: JSONPointer? = nil,
    position: SourcePosition? = nil
  ) {
    self.summary = summary
    problems = [
      Diagnostic(
        severity: .error,
        code: code,
        message: message,
        pointer: pointer,
        position: position
      )
    ]
  }
}
