import JSONSchema

/// An operation without `operationId`: generated names are made from method and path then.
enum MissingOperationID: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    for operation in subject.document.operations where operation.operationID == nil {
      findings.inform(
        .missingOperationID,
        "The operation has no `operationId`, so links cannot name it and names are made from its path.",
        at: operation.pointer
      )
    }
  }
}
