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
      .bytes(Array(text.utf8)),
      name: "p.yaml",
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

  @Test func `remembers a document that was read`() throws {
    let library = DocumentLibrary()
    let first = try library.read(Array(petstore.utf8), name: nil)
    #expect(try library.read(Array(petstore.utf8), name: "x").hash == first.hash)
    #expect(throws: DocumentError.self) { try library.read([], name: nil) }
  }
}
