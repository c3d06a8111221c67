package import JSONSchema
package import OpenAPI

/// What reading a document found, without generating anything.
package struct ValidationReport: Sendable {
  /// Findings that are told at most.
  private static let problemsMax = 1_000

  /// Whether a suite can be generated from the document.
  package var isValid: Bool
  package var version: String?
  package var title: String?
  package var operations: [JSONValue]
  package var endpointCount: Int
  package var problems: [Diagnostic]

  package init(_ document: APIDocument) {
    isValid = true
    version = document.version
    title = document.title
    endpointCount = document.operations.count
    operations = document.operations.map(\.briefJSON) + document.skippedOperations.map(\.json)
    problems = document.problems
  }

  package init(_ error: DocumentError) {
    isValid = false
    operations = []
    endpointCount = 0
    problems = error.problems
    // The first one stands for the document: what kind of thing is wrong, and where it begins.
    if let first = problems.first, first.message != error.summary {
      problems[0].message = "\(error.summary) \(first.message)"
    }
  }

  package var json: JSONValue {
    var object: JSONObject = ["valid": .bool(isValid)]
    object.set("version", version)
    object.set("title", title)
    object.set("endpoint_count", endpointCount)
    object["operations"] = .array(operations)
    object["problems"] = .array(problems.prefix(Self.problemsMax).map(\.json))
    return .object(object)
  }
}

extension Operation {
  /// What a list of operations shows.
  var briefJSON: JSONValue {
    var object: JSONObject = ["method": .string(method), "path": .string(path)]
    object.set("operation_id", operationID)
    object.set("summary", summary)
    if !tags.isEmpty { object["tags"] = .array(tags.map(JSONValue.string)) }
    if isDeprecated { object["deprecated"] = true }
    return .object(object)
  }
}

extension SkippedOperation {
  var json: JSONValue {
    [
      "method": .string(method), "path": .string(path), "skipped": true,
      "reason": .string(reason.message),
    ]
  }
}
