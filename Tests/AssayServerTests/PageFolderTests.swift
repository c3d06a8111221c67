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
      ("Public/index.html", "page"), ("Examples/pets.yaml", "example"), ("secret", "secret"),
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

    func status(_ path: String) throws -> Int {
      let target = try #require(RequestTarget(path))
      return folder.response(to: RequestHead(method: .get, target: target)).status.code
    }
    #expect(try status("/") == 200)
    #expect(try status("/examples/pets.yaml") == 200)
    #expect(try status("/examples/nothing.yaml") == 404)
    #expect(try status("/examples/../secret") == 404)
    #expect(try status("/examples/%2e%2e/secret") == 404)
    #expect(try status("/examples") == 404)
  }
}
