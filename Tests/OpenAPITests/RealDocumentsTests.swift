import FoundationEssentials
import JSONSchema
import OrderedCollections
import Testing

@testable import OpenAPI

/// Reads real documents from a folder outside of the project, which `ASSAY_SPECS` names.
///
/// The folder has an `index.tsv` (file, version, format, bytes, operations, …) and, optionally, a
/// `truth.tsv` (file, version, bytes, operations, parameters, bodies, responses, secured, …).
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["ASSAY_SPECS"] != nil,
    "ASSAY_SPECS names no folder with real documents, so none are read."
  )
)
struct RealDocumentsTests {
  /// Files below the folder, as a document's references name them.
  private struct Files: ReferenceLoader {
    func load(_ location: URIReference) async throws(ReferenceFailure) -> LoadedDocument {
      let path = "\(RealDocumentsTests.folder)/\(location.path)"
      guard location.scheme == nil, let data = FileManager.default.contents(atPath: path) else {
        throw ReferenceFailure("`\(location.text)` is not there")
      }
      return LoadedDocument(bytes: Array(data), location: location)
    }
  }

  /// Operations that refer to another file or address.
  private static let skipped = ["2.0-trello.yaml": 1]
  /// Parameters that are declared and left out: those in a path that does not name them, and header
  /// fields that are described elsewhere.
  private static let leftOut = [
    "2.0-bitbucket.json": 65, "3.0-intercom.yaml": 1, "3.0-open-banking-accounts.yaml": 29,
  ]

  fileprivate static let folder = ProcessInfo.processInfo.environment["ASSAY_SPECS"] ?? "."

  /// A row of a table, each cell by the heading of its column.
  struct Row: Sendable, CustomTestStringConvertible {
    var cells: [String: String]

    var file: String { cells["file"] ?? "" }
    var testDescription: String { file }

    func count(_ column: String) -> Int? {
      cells[column].flatMap { Int($0) }
    }

    func bytes() throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(filePath: "\(RealDocumentsTests.folder)/\(file)")))
    }
  }

  private static func rows(_ name: String) -> [Row] {
    guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else {
      return []
    }
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    guard let heading = lines.first else { return [] }
    return lines.dropFirst().map { Row(cells: Dictionary(zip(heading, $0)) { first, _ in first }) }
  }

  @Test(arguments: rows("index.tsv"))
  func `a real document is read with all that it declares`(row: Row) async throws {
    let document = try await DocumentReader().read(
      try row.bytes(),
      location: URIReference(row.file),
      loader: Files(),
      lints: true
    )
    let skippedCount = Self.skipped[row.file] ?? 0
    #expect(document.skippedOperations.count == skippedCount)
    #expect(document.operations.count + skippedCount == row.count("operations"))
    #expect(document.problems.allSatisfy { $0.pointer == nil || $0.position != nil })
    if skippedCount == 0, let truth = Self.truths.first(where: { $0.file == row.file }) {
      compare(document.operations, with: truth)
      #expect(document.webhooks.count == truth.count("webhooks"))
    }
  }

  private static let truths = rows("truth.tsv")

  private func compare(_ operations: [Operation], with truth: Row) {
    // As declared: without what was added for the path, with what was left out of it.
    let declared = operations.flatMap { operation in
      operation.parameters.filter { $0.pointer != operation.pointer }
    }
    #expect(declared.count + (Self.leftOut[truth.file] ?? 0) == truth.count("parameters"))
    #expect(operations.count { $0.requestBody != nil } == truth.count("bodies"))
    #expect(operations.map(\.responses.count).reduce(0, +) == truth.count("responses"))
    let secured = operations.filter { operation in
      !operation.security.isEmpty && !operation.security.contains { $0.schemes.isEmpty }
    }
    #expect(secured.count == truth.count("secured"))
    let callbacks = operations.flatMap(\.callbacks).count
    #expect(callbacks == truth.count("callbacks"))
  }
}
