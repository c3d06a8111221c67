import FoundationEssentials
import HTTPTypes
import NetCore
import Testing

@testable import AssayServer

@Suite struct PageFolderTests {
  @Test func `serves the examples beside the page, and nothing outside of both`() throws {
    let root =
      FileManager.default.temporaryDirectory.path + "/page-folder-\(UInt64.random(in: 0 ... .max))"
    for (path, text) in [
      ("Public/index.html", "page"), ("Examples/pets.yaml", "example"),
      ("Examples/more/index.html", "more"), ("secret", "secret"),
    ] {
      let file = root + "/" + path
      let folder = file.split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(
        atPath: "/" + folder,
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: URL(filePath: file))
    }
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folder = try #require(try PageFolder(root + "/Public"))

    func status(_ path: String) throws -> Int? {
      let target = try #require(RequestTarget(path))
      let disposition = folder.disposition(of: RequestHead(method: .get, target: target))
      return if case .respond(let response) = disposition { response.status.code } else { nil }
    }
    #expect(try status("/") == 200)
    #expect(try status("/examples/pets.yaml") == 200)
    #expect(try status("/examples/nothing.yaml") == 404)
    #expect(try status("/examples/../secret") == 404)
    #expect(try status("/examples/%2e%2e/secret") == 404)
    #expect(try status("/examples") == 404)
    let target = try #require(RequestTarget("/examples/more?a"))
    let more = folder.disposition(of: RequestHead(method: .get, target: target))
    guard case .respond(let response) = more else { throw CancellationError() }
    #expect(response.fields[.location] == "/examples/more/?a")
  }
}
