import JSONSchema
import Testing

@testable import Generation

@Suite struct SuitePackageTests {
  static func package(_ suite: Suite) -> [SuiteFile] {
    let outputs = Emitters.available.compactMap { format in
      Emitters.emitter(for: format).map { (format, $0.emit(suite)) }
    }
    return SuitePackage.files(
      for: suite,
      options: GenerationOptions(),
      version: "0.0.0",
      outputs: outputs
    )
  }

  @Test func `writes the example suite as its golden files`() throws {
    try GoldenFiles.expect(Self.package(ExampleSuite.value), areThoseIn: "PetShop")
  }

  @Test func `lists every case with the file that runs it`() throws {
    let manifest = try manifest(of: Self.package(ExampleSuite.value))
    let cases = try #require(manifest["cases"]?.arrayValue)
    #expect(cases.count == ExampleSuite.value.caseCount)
    #expect(cases.first?["id"] == "000000000001")
    #expect(cases.first?["files"] == ["pytest/tests/test_pets.py"])
    #expect(cases.last?["steps"]?.arrayValue?.count == 3)
    #expect(cases.allSatisfy { $0["files"]?.arrayValue?.count == 1 })
  }

  @Test func `lists every other file with its digest`() throws {
    let files = Self.package(ExampleSuite.value)
    let listed = try #require(manifest(of: files)["files"]?.arrayValue)
    #expect(listed.count == files.count - 1)
    for entry in listed {
      let file = files.first { $0.path == entry["path"]?.stringValue }
      #expect(entry["sha256"]?.stringValue == file.map { SHA256.hex($0.content) })
    }
  }

  @Test func `keeps a seed of 64 bits exact`() throws {
    var suite = ExampleSuite.value
    suite.seed = .max
    let manifest = try manifest(of: Self.package(suite))
    #expect(manifest["seed"]?.numberValue?.description == "18446744073709551615")
  }

  @Test func `explains a suite without cases`() throws {
    let suite = Suite(
      title: "Nothing",
      apiVersion: "1",
      specificationVersion: "3.1.0",
      documentHash: "00",
      seed: 1,
      schemaDocument: [:]
    )
    let files = Self.package(suite)
    let readme = try #require(files.first { $0.path == "README.md" })
    #expect(String(decoding: readme.content, as: UTF8.self).contains("0 cases for 0 operations"))
    #expect(throws: Never.self) { try ZIPWriter.archive(files) }
  }

  @Test func `sums up in the README what is left out, however much it is`() throws {
    var suite = ExampleSuite.value
    suite.operations[0].omissions = (1...100).map {
      Omission(
        technique: .wrongType,
        operation: suite.operations[0].id,
        reason: "r\($0)",
        count: $0
      )
    }
    for index in 1...2 {
      suite.operations[index].omissions = [
        Omission(
          technique: .wrongType,
          operation: suite.operations[index].id,
          reason: "r99",
          count: 7
        )
      ]
    }
    let file = try #require(Self.package(suite).first { $0.path == "README.md" })
    let lines = String(decoding: file.content, as: UTF8.self).split(separator: "\n")
    let first = try #require(lines.firstIndex(of: "| reason | technique | cases | at |"))
    #expect(lines[first + 2] == "| r99 | N02 | 113 | 3 operations |")
    #expect(lines[first + 3] == "| r100 | N02 | 100 | \(suite.operations[0].id) |")
    #expect(lines[first + 42].hasPrefix("And 60 more;"))
  }

  private func manifest(of files: [SuiteFile]) throws -> JSONValue {
    let file = try #require(files.first { $0.path == "manifest.json" })
    return try JSONReader.read(file.content).value
  }
}
