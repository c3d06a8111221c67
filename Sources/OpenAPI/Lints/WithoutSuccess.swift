import JSONSchema

/// An operation that documents only how it fails.
enum WithoutSuccess: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    for operation in subject.document.operations where !operation.responses.isEmpty {
      let hasSuccess = operation.responses.contains { response in
        switch response.status {
        case .code(let code): code < 400
        case .range(let hundreds): hundreds < 4
        case .default: true
        }
      }
      guard !hasSuccess else { continue }
      findings.warn(
        .withoutSuccess,
        "The operation documents no success; add the response of a request that works.",
        at: operation.pointer.appending("responses")
      )
    }
  }
}
