import Generation
import OpenAPI
import TaskHub
import Testing

@testable import AssayServer

/// What a pipeline reports.
private actor Reported {
  var milestones: [Milestone] = []
  func append(_ milestone: Milestone) { milestones.append(milestone) }
}

@Suite struct PipelineTests {
  private func run(_ text: String = petstore) async throws -> (GeneratedSuite, [Milestone]) {
    let reported = Reported()
    let suite = try await Pipeline(fetcher: DocumentFetcher()).run(
      DocumentInput(.bytes(Array(text.utf8)), name: "p.yaml"),
      options: GenerationOptions(),
      reporter: ProgressReporter { await reported.append($0) }
    )
    return (suite, await reported.milestones)
  }

  @Test func `tells every step once, operations in the document's order`() async throws {
    let (suite, milestones) = try await run()
    let operations = [
      ("GET", "/pets"), ("HEAD", "/pets"), ("POST", "/pets"), ("GET", "/pets/{id}"),
      ("DELETE", "/pets/{id}"),
    ]
    let designed = operations.enumerated().map { index, operation in
      Milestone.designed(index: index + 1, of: 5, method: operation.0, path: operation.1)
    }
    #expect(
      milestones == [.parsing, .parsed, .designing(endpointCount: 5)] + designed + [
        .writing(format: "pytest", index: 1, of: 1), .generated, .zipping, .zipped,
      ]
    )
    #expect(suite.suite.operations.count == 5)
    #expect(try ZIPArchive.entries(of: suite.archive).count == suite.fileCount)
  }

  @Test func `gives the same bytes each time`() async throws {
    #expect(try await run().0.archive == (try await run().0.archive))
  }

  @Test func `stops at the next operation when it is cancelled`() async throws {
    let task = Task { try await run(endless) }
    task.cancel()
    await #expect {
      try await task.value
    } throws: { error in
      if case .cancelled = error as? PipelineError { true } else { false }
    }
  }

  @Test(arguments: [
    ("Pet Store", "pet-store-tests.zip"), ("../../etc/passwd", "etc-passwd-tests.zip"),
    ("Ünï \"x\"\r\n", "n-x-tests.zip"), ("東京", "api-tests.zip"),
    (String(repeating: "a", count: 99), String(repeating: "a", count: 60) + "-tests.zip"),
  ])
  func `names the file safely after the title`(title: String, name: String) async throws {
    var suite = try await run().0.suite
    suite.title = title
    let generated = GeneratedSuite(suite: suite, skippedOperations: [], fileCount: 0, archive: [])
    #expect(generated.fileName == name)
  }

  @Test func `remembers a document that came alone, and no other`() async throws {
    let library = DocumentLibrary()
    func read(_ text: String, _ files: (any ReferenceLoader)? = nil) async throws -> ReadDocument {
      try await library.read(
        Array(text.utf8),
        of: DocumentInput(.bytes([]), name: nil, files: files),
        companions: CompanionDocuments(files: files, addresses: nil),
        lints: false
      )
    }
    let first = try await read(petstore)
    #expect(try await read(petstore).hash == first.hash)
    await #expect(throws: DocumentError.self) { try await read("") }

    let text =
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}, /b: {get: {}}}"
    let alone = try await read(text)
    let archives = try ["get: {}", "put: {}"].map { content in
      try ArchiveDocuments(try ZIPWriter.archive([SuiteFile(path: "a.yaml", text: content)]))
    }
    let one = try await read(text, archives[0])
    let other = try await read(text, archives[1])
    #expect(Set([alone.hash, one.hash, other.hash]).count == 3)
    #expect(alone.document.operations.map(\.id) == ["GET /b"])
    #expect(one.document.operations.map(\.id) == ["GET /a", "GET /b"])
    #expect(other.document.operations.map(\.id) == ["PUT /a", "GET /b"])
  }
}
