package import Generation
import JSONSchema
package import OpenAPI
import TaskHub

/// A finished suite in its archive, with what is told about it.
package struct GeneratedSuite: Sendable {
  package let suite: Suite
  package let skippedOperations: [SkippedOperation]
  package let fileCount: Int
  /// The ZIP file.
  package let archive: [UInt8]

  /// `pet-store-tests.zip`: safe on every file system, made from the title.
  package var fileName: String {
    let words = suite.title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let name = words.joined(separator: "-").prefix(60)
    return name.isEmpty ? "api-tests.zip" : "\(name)-tests.zip"
  }

  /// Warnings, what was left out and the operations, as the task's page shows them.
  var summary: JSONValue {
    let operations = suite.operations.map { operation in
      let brief: JSONObject = [
        "method": .string(operation.method),
        "path": .string(operation.path),
        "cases": .number(JSONNumber(operation.cases.count)),
      ]
      return JSONValue.object(brief)
    }
    let omissions = suite.omissions + suite.operations.flatMap(\.omissions)
    return [
      "problems": .array(suite.problems.prefix(Self.findingsMax).map(\.json)),
      "omissions": .array(omissions.prefix(Self.findingsMax).map(\.json)),
      "operations": .array(operations + skippedOperations.map(\.json)),
    ]
  }

  private static let findingsMax = 1_000

  /// As the hub keeps it.
  var taskResult: TaskResult {
    var result = TaskResult(
      archive: TaskArchive(bytes: archive, fileName: fileName, digest: SHA256.hex(archive)),
      counts: TaskCounts(
        operations: suite.operations.count,
        cases: suite.caseCount,
        files: fileCount
      ),
      summary: summary.bytes
    )
    result.title = suite.title
    return result
  }
}

extension Omission {
  fileprivate var json: JSONValue {
    var object: JSONObject = [:]
    object.set("operation", operation)
    object.set("technique", technique?.rawValue)
    object.set("reason", reason)
    object.set("count", count)
    return .object(object)
  }
}
