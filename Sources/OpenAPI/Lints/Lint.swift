import JSONSchema

/// Something to look for in a document that can be read: not wrong by the letter, or not by the part
/// that generating needs, but worth a word.
///
/// A lint visits each part of the document a bounded number of times, so that all lints together stay
/// linear in its size.
protocol Lint: SendableMetatype {
  static func check(_ subject: LintSubject, _ findings: inout Findings)
}

enum Lints {
  /// In the order in which their findings are told.
  static let all: [any Lint.Type] = [
    UnsatisfiableSchema.self, UndeclaredRequired.self, InvalidExample.self, InvalidDefault.self,
    OverlappingPaths.self, WithoutSuccess.self, ResponseWithoutSchema.self, MissingOperationID.self,
    UndeclaredTag.self, UnusedComponent.self,
  ]

  /// What all of them find.
  static func findings(_ subject: LintSubject, max: Int) -> [Diagnostic] {
    all.flatMap { lint in
      var findings = Findings(max: max)
      lint.check(subject, &findings)
      return findings.diagnostics(kind: "findings of this kind")
    }
  }
}

/// What lints look at.
struct LintSubject {
  let document: APIDocument
  /// The document as it is written, with others that it refers to below one of its members.
  let root: Located
  let version: SpecificationVersion
  /// Knows where references lead.
  let compiler: SchemaCompiler

  /// The place in the document that a reference leads to; `nil` when it leads to none.
  func target(of reference: String, at place: JSONPointer) -> JSONPointer? {
    guard case .place(let pointer) = compiler.target(of: reference, at: place) else { return nil }
    return pointer
  }

  /// Every schema, in the order of being compiled.
  var schemaIDs: some Sequence<SchemaID> {
    (0..<document.schemas.count).lazy.map(SchemaID.init)
  }
}

extension DocumentLowering {
  /// What lints find in the document that was lowered.
  func lintFindings(on document: APIDocument) -> [Diagnostic] {
    let subject = LintSubject(document: document, root: root, version: version, compiler: compiler)
    return Lints.findings(subject, max: limits.lintFindingsMax)
  }
}
