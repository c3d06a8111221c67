import JSONSchema
import OpenAPI

/// `assay validate`: what reading a document finds, for people or programs.
package struct ValidateCommandRun: Sendable {
  package var document: String
  /// The folder whose files may be referred to; `nil`: see ``DocumentArgument``.
  package var root: String?
  package var asJSON: Bool

  package init(document: String, root: String? = nil, asJSON: Bool) {
    self.document = document
    self.root = root
    self.asJSON = asJSON
  }

  /// - Returns: the text for standard output, and whether there are no errors.
  package func run() async throws(CommandFailure) -> (text: String, isValid: Bool) {
    let argument = DocumentArgument(document, root: root)
    let input = try argument.input()
    let report: ValidationReport
    do throws(PipelineError) {
      report = ValidationReport(try await Pipeline.forCommandLine.read(input, lints: true).document)
    } catch {
      guard case .document(let error) = error else {
        throw .unusable("\(argument.name): \(error.cause)")
      }
      report = ValidationReport(error)
    }
    let text = asJSON ? report.json.serialized(.pretty) : report.text(argument)
    return (text, report.isValid && !report.problems.contains { $0.severity == .error })
  }
}

extension ValidationReport {
  /// For people and editors: each problem on a line, as compilers write them, and a summary.
  fileprivate func text(_ argument: DocumentArgument) -> String {
    let lines = problems.map { problem in
      let file = problem.document.map(argument.path) ?? argument.name
      let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
      let severity = problem.severity == .information ? "note" : problem.severity.rawValue
      return "\(file)\(place): \(severity): \(problem.message) [\(problem.code.rawValue)]"
    }
    return (lines + [summary(argument.name)]).joined(separator: "\n")
  }

  private func summary(_ name: String) -> String {
    let counts = [
      (problems.count { $0.severity == .error }, "error"),
      (problems.count { $0.severity == .warning }, "warning"),
      (problems.count { $0.severity == .information }, "note"),
    ]
    let found = counts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
    guard isValid else { return "\(name) cannot be used: \(found)" }
    let operations = "\(endpointCount) \(endpointCount == 1 ? "operation" : "operations")"
    return "\(name): \(title ?? "untitled"), OpenAPI \(version ?? "?"), \(operations): \(found)"
  }
}
