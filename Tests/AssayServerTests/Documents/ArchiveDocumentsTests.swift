import Generation
import JSONSchema
import OpenAPI
import Testing

@testable import AssayServer

@Suite struct ArchiveDocumentsTests {
  private func archive(_ files: [String: String]) throws -> [UInt8] {
    try ZIPWriter.archive(files.sorted { $0.key < $1.key }.map { SuiteFile(path: $0, text: $1) })
  }

  /// The bytes at a location, or why there are none.
  private func load(_ location: String, from documents: ArchiveDocuments) async -> String {
    do throws(ReferenceFailure) {
      return String(decoding: try await documents.load(URIReference(location)).bytes, as: UTF8.self)
    } catch {
      return error.reason
    }
  }

  @Test func `gives the files of the archive and nothing else`() async throws {
    let documents = try ArchiveDocuments(try archive(["a/b c.yaml": "found", "d.yaml": "d"]))
    #expect(await load("a/b%20c.yaml", from: documents) == "found")
    #expect(await load("/d.yaml", from: documents) == "d")
    #expect(await load("A/d.yaml", from: documents) == "the archive has no file `A/d.yaml`")
  }

  @Test(arguments: [
    "%2e%2e/d.yaml", "a/%2E%2E/d.yaml", "a%2f..%2fd.yaml", "a%5Cd.yaml", "%00", "", "%zz",
    "file:///d.yaml", "//host/d.yaml",
  ])
  func `no path leads out of the archive`(location: String) async throws {
    let documents = try ArchiveDocuments(try archive(["d.yaml": "secret", "a/x": "secret"]))
    #expect(await load(location, from: documents).contains("is no file of the archive"))
  }

  @Test func `both sides of what the files may have together`() async throws {
    let bytes = try archive(["a": "12345", "b": "67890"])
    var limits = ArchiveDocuments.Limits()
    limits.unpackedBytesMax = 10
    let enough = try ArchiveDocuments(bytes, limits: limits)
    #expect(await load("a", from: enough) == "12345")
    #expect(await load("b", from: enough) == "67890")
    limits.unpackedBytesMax = 9
    let less = try ArchiveDocuments(bytes, limits: limits)
    #expect(await load("a", from: less) == "12345")
    #expect(await load("b", from: less).contains("unpacks to more than"))
  }

  @Test func `both sides of the number of files`() throws {
    let bytes = try archive(["a": "1", "b": "2"])
    var limits = ArchiveDocuments.Limits()
    limits.entriesMax = 2
    _ = try ArchiveDocuments(bytes, limits: limits)
    limits.entriesMax = 1
    #expect(throws: ArchiveError.tooManyEntries(count: 2, max: 1)) {
      try ArchiveDocuments(bytes, limits: limits)
    }
  }

  @Test func `a bomb is not unpacked`() async throws {
    var bytes = try archive(["a.yaml": String(repeating: "a", count: 10_000)])
    // The size that the directory claims: 32 MiB from a few dozen bytes.
    let directory = try #require(bytes.firstRange(of: [0x50, 0x4B, 0x01, 0x02])).lowerBound
    bytes.replaceSubrange((directory + 24)..<(directory + 28), with: [0, 0, 0, 2])
    let documents = try ArchiveDocuments(bytes)
    #expect(await load("a.yaml", from: documents).contains("is damaged"))
  }
}

@Suite struct EntryDocumentTests {
  private func entry(_ files: [String: String]) -> Result<String, EntryDocument.Failure> {
    do throws(EntryDocument.Failure) {
      return .success(
        try EntryDocument.path(among: Array(files.keys)) { files[$0].map { Array($0.utf8) } }
      )
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: [
    (["x/openapi.yaml": "", "x/other.yaml": "openapi: 3.1.0"], "x/openapi.yaml"),
    (["b/openapi.yml": "", "swagger.json": ""], "swagger.json"),
    (["a.yaml": "openapi: 3.1.0\n", "b.yaml": "type: object"], "a.yaml"),
    (["a/b.json": "{\n  \"swagger\": \"2.0\"}", "c.json": "{}"], "a/b.json"),
    (["a.yaml": "swagger: '2.0'", "z/b.yaml": "openapi: 3.1.0"], "a.yaml"),
    (["__MACOSX/openapi.yaml": "", ".git/openapi.yaml": "", "p.yaml": "openapi: 3"], "p.yaml"),
    (["README.md": "openapi: 3", "p.yml": "# c\nopenapi: 3"], "p.yml"),
  ])
  func `the document is found`(files: [String: String], path: String) {
    #expect(entry(files) == .success(path))
  }

  @Test func `none and several are told apart`() {
    #expect(
      entry(["a.txt": "openapi: 3.1.0", "b.yaml": "info:\n  openapi: x"]) == .failure(.absent)
    )
    #expect(
      entry(["a.yaml": "openapi: 3", "b.yaml": "swagger: 2"])
        == .failure(.several(["a.yaml", "b.yaml"]))
    )
  }
}
