import JSONSchema
import Testing

@testable import OpenAPI

/// Documents that are meant to harm, or only look like it: a located error, or the document, soon.
@Suite struct HostileDocumentsTests {
  private static let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"

  /// Reads within a generous time; machines are noisy.
  private func refused(_ text: String) -> DocumentError? {
    refused(Array(text.utf8))
  }

  private func refused(_ bytes: [UInt8]) -> DocumentError? {
    var error: DocumentError?
    let took = ContinuousClock().measure { error = refusal(of: bytes) }
    #expect(took < .seconds(30))
    #expect(error?.problems.isEmpty != true)
    return error
  }

  @Test func `billion laughs`() throws {
    let laughs = (1...40).map { level in
      "l\(level): &l\(level) [\((0..<9).map { _ in "*l\(level - 1)" }.joined(separator: ", "))]"
    }
    let error = try #require(refused("\(Self.head)l0: &l0 lol\n\(laughs.joined(separator: "\n"))"))
    #expect(error.problems[0].code == .yamlSyntax)
    #expect(error.problems[0].position != nil)
  }

  @Test func `aliases in a circle`() throws {
    let error = try #require(refused("\(Self.head)x-a: &a [*a]\npaths: {}"))
    #expect(error.problems[0].position == SourcePosition(3, 10))
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `100,000 levels of JSON`(opening: String) throws {
    let error = try #require(refused(String(repeating: opening, count: 100_000)))
    #expect(error.problems[0].position != nil)
  }

  @Test func `100,000 levels of YAML`() throws {
    let error = try #require(refused("\(Self.head)x: " + String(repeating: "[", count: 100_000)))
    #expect(error.problems[0].position?.line == 3)
    let lists = try #require(refused("\(Self.head)x:\n" + String(repeating: "- ", count: 100_000)))
    #expect(lists.problems[0].position != nil)
  }

  @Test func `both sides of the depth`() {
    var limits = DocumentReader.Limits()
    limits.depthMax = 4
    for (levels, isRefused) in [(3, false), (4, true)] {
      let nested = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
      #expect(
        (refusal(of: "\(Self.head)paths: {}\nx: \(nested)", limits: limits) != nil) == isRefused
      )
    }
  }

  @Test func `a text of 10 MB`() throws {
    let text = String(repeating: "lorem ipsum ", count: 850_000)
    let document = try read("\(Self.head)paths: {/a: {get: {description: '\(text)'}}}")
    #expect(document.operations.count == 1)
    #expect((document.operations.first?.summary?.count ?? 0) <= 200)
  }

  @Test func `references in a circle`() throws {
    let error = try #require(
      refused(
        """
        \(Self.head)paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/A'}]}}, /b: {$ref: '#/paths/~1b'}}
        components: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}
        """
      )
    )
    #expect(error.problems.map(\.code) == [.referenceCycle, .referenceCycle])
    #expect(error.problems.allSatisfy { $0.position != nil })
  }

  @Test func `schemas that are nothing but each other`() throws {
    let document = try read(
      """
      \(Self.head)paths: {/a: {get: {parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/A'}}]}}}
      components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {allOf: [{$ref: '#/components/schemas/A'}]}}}
      """
    )
    #expect(document.operations.count == 1)
    #expect(document.problems.map(\.code).contains(.schemaRecursion))
  }

  @Test(arguments: [
    "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..%2f..%2fetc%2fpasswd",
    "\\\\host\\share\\a.yaml", "C:/a.yaml", "%00", "javascript:alert(1)", "http://[::1/x", "%zz",
  ])
  func `references to files that are none of the document's`(reference: String) async throws {
    let document = try await read(
      "spec/api.yaml",
      of: [
        "spec/api.yaml":
          "\(Self.head)paths: {/a: {get: {}}, /b: {get: {parameters: [{$ref: '\(reference)'}]}}}"
      ]
    )
    #expect(document.operations.map(\.id) == ["GET /a"])
    let reason = try #require(document.skippedOperations.first?.reason)
    #expect(reason.position == SourcePosition(3, 48))
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xFF], 1, 4), ([0x61, 0x0A, 0xC3, 0x28], 2, 1),
      ([0xED, 0xA0, 0x80], 1, 1),
      ([0xC0, 0xAF], 1, 1), ([0x61, 0xF0, 0x9F], 1, 2),
    ] as [([UInt8], Int, Int)]
  )
  func `bytes that are no UTF-8`(bytes: [UInt8], line: Int, column: Int) throws {
    let error = try #require(refused(bytes))
    #expect(error.problems[0].code == .foreignEncoding)
    #expect(error.problems[0].position == SourcePosition(line, column))
  }

  @Test(arguments: [false, true])
  func `UTF-16 with and without a byte order mark`(isBig: Bool) throws {
    for hasMark in [true, false] {
      let units = (hasMark ? [0xFEFF] : []) + Array("openapi: 3.1.0".utf16)
      let bytes = units.flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBig ? pair : pair.reversed()
      }
      #expect(try #require(refused(bytes)).problems[0].message.contains("UTF-16"))
    }
  }

  @Test(arguments: [
    "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {}}}}",
    "openapi: 3.1.0\npaths: {/a: {get: {}}}",
  ])
  func `a byte order mark and CRLF are no obstacle`(text: String) throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array(text.replacing("\n", with: "\r\n").utf8)
    #expect(try DocumentReader().read(bytes).operations.count == 1)
  }

  @Test func `lines are counted with CRLF`() throws {
    let error = try #require(refused("openapi: 3.1.0\r\ninfo: {}\r\npaths: 7\r\n"))
    #expect(error.problems[0].position == SourcePosition(3, 1))
  }

  @Test func `tabs do not indent YAML`() throws {
    let error = try #require(refused("openapi: 3.1.0\ninfo:\n\ttitle: T\n"))
    #expect(error.problems[0].position?.line == 3)
    #expect(error.problems[0].message.contains("tab"))
  }

  @Test(arguments: [
    ("{\"openapi\": \"3.1.0\", \"paths\": {}} x", 1),
    ("{\"openapi\": \"3.1.0\", \"paths\": {}}\n}", 2),
    ("openapi: 3.1.0\npaths: {}\n---\nopenapi: 3.1.0\n", 4), ("openapi: 3.1.0\npaths: {}\n]\n", 3),
  ])
  func `garbage at the end`(text: String, line: Int) throws {
    let error = try #require(refused(text))
    #expect(error.problems[0].position?.line == line)
  }

  @Test func `a key with everything in it`() throws {
    let key = String(repeating: "~/%{}\u{1F600}\\n", count: 5_000)
    let document = try read(
      "{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"responses\": {\"\(key)\": {}}}}}}"
    )
    #expect(document.operations.count == 1)
    #expect(document.problems.contains { $0.code == .unknownStatus && $0.position != nil })
    #expect(document.problems.allSatisfy { $0.message.utf8.count < 5_000 })
  }
}
