import JSONSchema
import OpenAPI

/// `assay validate`: what reading a document finds, for people or programs.
package struct ValidateCommandRun: Sendable {
  package var document: String
  package var asJSON: Bool

  package init(document: String, asJSON: Bool) {
    self.document = document
    self.asJSON = asJSON
  }

  /// - Returns: the text for standard output, and whether the document can be used.
  package func run() async throws(CommandFailure) -> (text: String, isValid: Bool) {
    let argument = DocumentArgument(document)
    let source = try argument.source()
    let report: ValidationReport
    do throws(PipelineError) {
      let read = try await Pipeline.forCommandLine.read(source, name: argument.name)
      report = ValidationReport(read.document)
    } catch {
      guard case .document(let error) = error else {
        throw .unusable("\(argument.name): \(error.cause)")
      }
      report = ValidationReport(error)
    }
    let text = asJSON ? report.json.serialized(.pretty) : report.text(argument.name)
    return (text, report.isValid)
  }
}

extension ValidationReport {
  /// For people.
  fileprivate func text(_ name: String) -> String {
    var lines: [String] = []
    if isValid {
      let count = "\(endpointCount) \(endpointCount == 1 ? "operation" : "operations")"
      lines.append("\(name): \(title ?? "untitled"), OpenAPI \(version ?? "?"), \(count)")
      for operation in operations {
        let isSkipped = operation["skipped"] != nil
        let (method, path) = (operation["method"]?.stringValue, operation["path"]?.stringValue)
        lines.append("  \(method ?? "") \(path ?? "")" + (isSkipped ? " (skipped)" : ""))
      }
    } else {
      lines.append("\(name) cannot be used.")
    }
    for problem in problems {
      let place = problem.position.map { "\($0.line):\($0.column): " } ?? ""
      let pointer = problem.pointer.map { " (\($0.uriFragment))" } ?? ""
      lines.append("\(problem.severity.rawValue): \(place)\(problem.message)\(pointer)")
    }
    return lines.joined(separator: "\n")
  }
}
