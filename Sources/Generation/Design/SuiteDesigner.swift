package import OpenAPI

/// Designs the test cases of a document.
package struct SuiteDesigner: Sendable {
  package init(document: APIDocument, documentHash: String, options: GenerationOptions) {
  }

  /// The operations to design for, in the document's order, after `include` and `exclude`.
  package var operations: [Operation] { preconditionFailure("unfinished") }

  /// Designs the cases of one of ``operations``.
  ///
  /// Pure: the same operation gives the same cases, on any thread, in any order.
  package func design(_ operation: Operation) -> OperationSuite {
    preconditionFailure("unfinished")
  }

  /// Puts the suite together from what ``design(_:)`` gave for ``operations``, in their order.
  package func finish(_ operations: [OperationSuite]) -> Suite {
    preconditionFailure("unfinished")
  }
}
