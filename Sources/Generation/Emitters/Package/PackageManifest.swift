import JSONSchema
import OpenAPI

/// `manifest.json`: what the archive holds and where it comes from, for programs.
enum PackageManifest {
  /// - Parameter files: every file but the manifest itself, in the order to list them.
  static func value(
    for suite: Suite,
    options: GenerationOptions,
    version: String,
    files: [SuiteFile]
  ) -> JSONValue {
    let places = places(in: files)
    let cases = suite.operations.flatMap { operation in
      operation.cases.map { entry($0, of: operation, places: places) }
    }
    let lifecycles = suite.lifecycles.map { entry($0, places: places) }
    return [
      "generator": ["name": "assay", "version": .string(version)],
      "document": [
        "title": .string(suite.title),
        "version": .string(suite.apiVersion),
        "openapi": .string(suite.specificationVersion),
        "sha256": .string(suite.documentHash),
      ],
      "seed": JSONNumber(String(suite.seed)).map(JSONValue.number) ?? .string("\(suite.seed)"),
      "options": options.canonicalJSON(),
      "counts": [
        "operations": .number(JSONNumber(suite.operations.count)),
        "cases": .number(JSONNumber(cases.count)),
        "lifecycles": .number(JSONNumber(lifecycles.count)),
        "files": .number(JSONNumber(files.count)),
      ],
      "cases": .array(cases + lifecycles),
      "omissions": .array(omissions(of: suite).map(entry)),
      "problems": .array(suite.problems.map(entry)),
      "files": .array(files.map(entry)),
    ]
  }

  /// Everything left out: of the document as a whole, then operation by operation.
  static func omissions(of suite: Suite) -> [Omission] {
    suite.omissions + suite.operations.flatMap(\.omissions)
  }

  /// Case → the files that run it.
  private static func places(in files: [SuiteFile]) -> [String: [JSONValue]] {
    files.reduce(into: [:]) { places, file in
      for id in file.caseIDs { places[id, default: []].append(.string(file.path)) }
    }
  }

  private static func entry(
    _ testCase: TestCase,
    of operation: OperationSuite,
    places: [String: [JSONValue]]
  ) -> JSONValue {
    [
      "id": .string(testCase.id),
      "title": .string(testCase.title),
      "technique": .string(testCase.technique.rawValue),
      "family": .string(testCase.technique.family.rawValue),
      "priority": .string("p\(testCase.priority.rawValue)"),
      "tags": .array(testCase.tags.map(JSONValue.string)),
      "operation": .string(operation.id),
      "files": .array(places[testCase.id] ?? []),
    ]
  }

  private static func entry(_ lifecycle: Lifecycle, places: [String: [JSONValue]]) -> JSONValue {
    [
      "id": .string(lifecycle.id),
      "title": .string(lifecycle.title),
      "technique": .string(lifecycle.technique.rawValue),
      "family": .string(lifecycle.technique.family.rawValue),
      "priority": .string("p\(lifecycle.priority.rawValue)"),
      "tags": .array(lifecycle.tags.map(JSONValue.string)),
      "operation": .string(lifecycle.producer.operation),
      "steps": .array(lifecycle.steps.map { .string($0.operation) }),
      "files": .array(places[lifecycle.id] ?? []),
    ]
  }

  private static func entry(_ omission: Omission) -> JSONValue {
    [
      "technique": omission.technique.map { .string($0.rawValue) } ?? .null,
      "operation": omission.operation.map(JSONValue.string) ?? .null,
      "count": .number(JSONNumber(omission.count)),
      "reason": .string(omission.reason),
    ]
  }

  private static func entry(_ problem: Diagnostic) -> JSONValue {
    var entry: JSONObject = [
      "severity": .string(problem.severity.rawValue), "code": .string(problem.code.rawValue),
      "message": .string(problem.message),
    ]
    entry["document"] = problem.document.map(JSONValue.string)
    entry["pointer"] = problem.pointer.map { .string($0.description) }
    entry["line"] = problem.position.map { .number(JSONNumber($0.line)) }
    entry["column"] = problem.position.map { .number(JSONNumber($0.column)) }
    return .object(entry)
  }

  private static func entry(_ file: SuiteFile) -> JSONValue {
    [
      "path": .string(file.path),
      "byte_count": .number(JSONNumber(file.content.count)),
      "sha256": .string(SHA256.hex(file.content)),
    ]
  }
}
