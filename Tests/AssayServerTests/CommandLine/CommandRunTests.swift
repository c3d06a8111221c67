import Foundation
import JSONSchema
import NetCore
import TaskHub
import Testing

@testable import AssayServer

@Suite struct CommandRunTests {
  /// A folder of the test's own with the document in it.
  private func withDocument<Value>(
    _ text: String,
    _ body: (_ document: String, _ folder: URL) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // The system's clean-up remains.
    let document = folder.appending(path: "openapi.yaml")
    try Data(text.utf8).write(to: document)
    return try await body(document.path, folder)
  }

  private let silent = ProgressPrinter(isTerminal: false) { _ in }

  private func failure(of run: GenerateCommandRun) async -> CommandFailure? {
    do throws(CommandFailure) {
      _ = try await run.run(printer: silent)
      return nil
    } catch {
      return error
    }
  }

  @Test func `generate writes the suite and says so`() async throws {
    try await withDocument(petstore) { document, folder in
      let path = folder.appending(path: "suite.zip").path
      let run = GenerateCommandRun(document: document, output: path, options: [("seed", "7")])
      let line = try await run.run(printer: silent)
      #expect(line.hasPrefix("\(path): ") && line.contains("test cases"))
      let data = try Data(contentsOf: URL(filePath: path))
      #expect(data.starts(with: Array("PK".utf8)))
    }
  }

  @Test(arguments: [("", "empty"), ("<html></html>", "HTML"), ("{", "line 1")])
  func `an unusable document is status 1 and no file`(text: String, word: String) async throws {
    try await withDocument(text) { document, folder in
      let path = folder.appending(path: "suite.zip").path
      let run = GenerateCommandRun(document: document, output: path, options: [])
      let failure = await failure(of: run)
      #expect(failure?.status == 1)
      #expect(failure?.message.contains(word) == true, "\(failure?.message ?? "")")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `a wrong option is status 2, a missing file or folder status 1`() async throws {
    try await withDocument(petstore) { document, folder in
      let wrong = GenerateCommandRun(document: document, output: nil, options: [("seed", "x")])
      #expect(await failure(of: wrong)?.status == 2)
      let missing = GenerateCommandRun(document: document + ".no", output: nil, options: [])
      let failure = await failure(of: missing)
      #expect(failure?.status == 1)
      #expect(failure?.message == "\(document).no cannot be read: there is no such file.")
      let nowhere = folder.appending(path: "no/suite.zip").path
      let unwritable = GenerateCommandRun(document: document, output: nowhere, options: [])
      #expect(await self.failure(of: unwritable)?.status == 1)
    }
  }

  @Test func `an error in one operation is status 1 although the document can be used`()
    async throws
  {
    let text =
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {}}\n  /b: {get: 1}\n"
    try await withDocument(text) { document, _ in
      let found = try await ValidateCommandRun(document: document, asJSON: false).run()
      #expect(!found.isValid)
      #expect(found.text.contains("\(document):5:8: error: "), "\(found.text)")
      #expect(found.text.contains("1 operation: 1 error, "))
    }
  }

  @Test func `a document may refer to files below its root, and a folder is a document`()
    async throws
  {
    let files = [
      "api/spec/openapi.yaml":
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: '../paths/a.yaml'}, /b: {get: {}}}",
      "api/paths/a.yaml": "get:\n  operationId: 1\n  tags: [x]\n  parameters: 3\nput: {}\n",
      "outside.yaml": "get: {}",
    ]
    try await withFiles(files) { folder in
      let (root, document) = ("\(folder.path)/api", "\(folder.path)/api/spec/openapi.yaml")
      let found = try await ValidateCommandRun(document: document, root: root, asJSON: false).run()
      #expect(found.text.contains("\(root)/paths/a.yaml:4:3: error: "), "\(found.text)")
      #expect(found.text.contains("2 operations"))
      let alone = try await ValidateCommandRun(document: document, asJSON: false).run()
      #expect(alone.text.contains("there is no file `paths/a.yaml`"), "\(alone.text)")
      let whole = try await ValidateCommandRun(document: "\(root)/spec", root: root, asJSON: false)
        .run()
      #expect(whole.text.contains("2 operations"))
      let wrong = ValidateCommandRun(document: document, root: "\(root)/paths", asJSON: false)
      await #expect(throws: CommandFailure.self) { try await wrong.run() }
    }
  }

  @Test func `validate tells people and programs`() async throws {
    try await withDocument(petstore) { document, _ in
      let people = try await ValidateCommandRun(document: document, asJSON: false).run()
      #expect(people.isValid)
      #expect(people.text.contains("Pet Store, OpenAPI 3.1.0, 5 operations: 0 errors, "))
      let programs = try await ValidateCommandRun(document: document, asJSON: true).run()
      #expect(try JSONReader.read(Array(programs.text.utf8)).value["endpoint_count"] == 5)
    }
    try await withDocument("openapi: 3.1.0\n  x: [") { document, _ in
      let found = try await ValidateCommandRun(document: document, asJSON: false).run()
      #expect(!found.isValid)
      // One problem, with its place, and the file's name once.
      let lines = found.text.split(separator: "\n")
      #expect(lines.count == 2, "\(found.text)")
      let problem = try #require(lines.first)
      #expect(problem.hasPrefix("\(document):2:4: error: The document is not valid YAML. "))
      #expect(problem.hasSuffix(" [yaml-syntax]"))
    }
  }
}
