import Foundation
import JSONSchema
import OpenAPI
import Testing

@testable import AssayServer

/// Files below a temporary folder, which is removed afterwards.
func withFiles<Value>(
  _ files: [String: String],
  _ body: (_ folder: URL) async throws -> Value
) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: folder) }  // The system's clean-up remains.
  for (path, text) in files {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }
  return try await body(folder)
}

@Suite struct FolderDocumentsTests {
  private func load(_ location: String, below root: String, bytesMax: Int = 100) async -> String {
    do throws(ReferenceFailure) {
      let loaded = try await FolderDocuments(root: root, bytesMax: bytesMax)
        .load(URIReference(location))
      return String(decoding: loaded.bytes, as: UTF8.self)
    } catch {
      return error.reason
    }
  }

  @Test func `reads files of the folder and refuses all others`() async throws {
    try await withFiles(["root/a b/c.yaml": "found", "secret.yaml": "secret"]) { folder in
      let root = folder.appending(path: "root").path
      let link = folder.appending(path: "root/link.yaml").path
      try FileManager.default.createSymbolicLink(
        atPath: link,
        withDestinationPath: folder.appending(path: "secret.yaml").path
      )
      #expect(await load("a%20b/c.yaml", below: root) == "found")
      #expect(await load("link.yaml", below: root).contains("leads out of the folder"))
      for location in ["%2e%2e/secret.yaml", "a%2F..%2F..%2Fsecret.yaml", "file:///etc/passwd"] {
        #expect(await load(location, below: root).contains("is no file of the folder"))
      }
      #expect(await load("no.yaml", below: root).contains("there is no file `no.yaml`"))
      #expect(await load("a%20b", below: root).contains("is no file"))
    }
  }

  @Test(arguments: [(5, "found"), (4, "larger than")])
  func `both sides of the size`(bytesMax: Int, words: String) async throws {
    try await withFiles(["c.yaml": "found"]) { folder in
      #expect(await load("c.yaml", below: folder.path, bytesMax: bytesMax).contains(words))
    }
  }

  @Test func `the location of a file is relative to the folder`() async throws {
    try await withFiles(["a b/c#.yaml": ""]) { folder in
      let documents = FolderDocuments(root: folder.path, bytesMax: 1)
      #expect(documents.location(of: "\(folder.path)/a b/c#.yaml")?.text == "a%20b/c%23.yaml")
      #expect(documents.location(of: "/etc/passwd") == nil)
    }
  }
}
