import JSONSchema
import Testing

@testable import OpenAPI

@Suite struct SourceTextTests {
  private static let smallest =
    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"T\",\"version\":\"1\"},\"paths\":{}}"

  @Test(arguments: ["", " \n\t\r\n", "\u{FEFF}", "\u{FEFF}  \n"])
  func `an empty document is refused as empty`(text: String) {
    #expect(refusal(of: text)?.summary == "The document is empty.")
  }

  @Test(arguments: ["<!DOCTYPE html><html></html>", "\n <HTML lang=en>"])
  func `a page is refused with the advice to use the raw file`(text: String) throws {
    let error = try #require(refusal(of: text))
    #expect(error.summary == "This is an HTML page, not an OpenAPI document.")
    #expect(error.problems.first?.message.contains("raw") == true)
    #expect(error.problems.first?.position != nil)
  }

  @Test func `XML is told apart from a page`() {
    #expect(refusal(of: "<?xml version='1.0'?><wsdl/>")?.summary.contains("XML") == true)
  }

  @Test(
    arguments: [
      [0x50, 0x4B, 0x03, 0x04, 0x00], [0x1F, 0x8B, 0x08], [0x25, 0x50, 0x44, 0x46, 0x2D],
    ] as [[UInt8]]
  )
  func `archives and other binary formats are named`(bytes: [UInt8]) {
    #expect(refusal(of: bytes)?.summary.contains("not an OpenAPI document") == true)
  }

  @Test(
    arguments: [
      [0xFF, 0xFE, 0x7B, 0x00], [0xFE, 0xFF, 0x00, 0x7B], [0x7B, 0x00, 0x7D, 0x00],
      [0x00, 0x7B, 0x00, 0x7D], [0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0],
    ] as [[UInt8]]
  )
  func `UTF-16 and UTF-32 are refused with the encoding's name`(bytes: [UInt8]) throws {
    let error = try #require(refusal(of: bytes))
    #expect(error.summary == "The document is not UTF-8.")
    #expect(error.problems[0].message.contains("UTF-"))
  }

  @Test func `a byte that is not UTF-8 is refused at its line and column`() throws {
    let error = try #require(refusal(of: Array("openapi: ä\ntitle: é".utf8) + [0xE9, 0x0A]))
    #expect(error.problems[0].position == SourcePosition(2, 9))
  }

  @Test func `a byte order mark is skipped in JSON and in YAML`() throws {
    #expect(try read("\u{FEFF}" + Self.smallest).version == "3.1.0")
    #expect(try openAPI("3.1.0", "paths: {}").version == "3.1.0")
    #expect(try read("\u{FEFF}openapi: 3.0.1\npaths: {}").version == "3.0.1")
  }

  @Test func `both sides of the size limit`() {
    var limits = DocumentReader.Limits()
    limits.bytesMax = Self.smallest.utf8.count
    #expect(refusal(of: Self.smallest, limits: limits) == nil)
    limits.bytesMax -= 1
    let message = refusal(of: Self.smallest, limits: limits)?.problems.first?.message
    #expect(message?.contains("\(limits.bytesMax)") == true)
  }

  @Test func `bad JSON is refused at its line and column`() throws {
    let error = try #require(refusal(of: "{\n  \"openapi\": \"3.1.0\",\n  \"info\": ]\n}"))
    #expect(error.summary == "The document is not valid JSON.")
    #expect(error.problems[0].position == SourcePosition(3, 11))
  }

  @Test func `flow-style YAML that begins like JSON is read as YAML`() throws {
    let document = try read("{openapi: 3.1.0, info: {title: T, version: 1.10}, paths: {},}")
    #expect(document.apiVersion == "1.10")
  }

  @Test(arguments: [
    ("openapi: 3.1.0\ninfo: a: b\n", SourcePosition(2, 8), "colon"),
    ("openapi: 3.1.0\ninfo:\n\ttitle: T\n", SourcePosition(3, 1), "tab"),
    ("openapi: 3.1.0\ninfo: {title: 'T\n", SourcePosition(3, 1), "quote"),
    ("openapi: 3.1.0\n  info: 1\n wrong: 2\n", SourcePosition(2, 7), "indentation"),
    ("openapi: 3.1.0\npaths: [a, b\ninfo: 1\n", SourcePosition(3, 5), "bracket"),
  ])
  func `bad YAML is refused at its line and column with advice`(
    text: String,
    position: SourcePosition,
    word: String
  ) throws {
    let error = try #require(refusal(of: text))
    #expect(error.summary == "The document is not valid YAML.")
    #expect(error.problems[0].position == position)
    #expect(error.problems[0].message.lowercased().contains(word))
  }

  @Test func `the file's name goes into the summary`() {
    do throws(DocumentError) {
      _ = try DocumentReader().read([], name: "petstore.yaml")
      Issue.record("an empty document was accepted")
    } catch {
      #expect(error.summary == "petstore.yaml: The document is empty.")
    }
  }

  @Test(arguments: [
    "{\"openapi\":\"3.0.0\",\n\"info\":{},\n\"paths\":{\"/a\":{\n\"get\":{\"responses\":{\n\"2000\":{}}}}}}",
    "openapi: 3.0.0\ninfo: {}\npaths:\n  /a: {get: {responses: {\n2000: {}}}}",
  ])
  func `findings get their place in JSON and in YAML`(text: String) throws {
    let problem = try #require(
      read(text).problems.first { $0.pointer?.description == "/paths/~1a/get/responses/2000" }
    )
    #expect(problem.position == SourcePosition(5, 1))
  }

  @Test func `a place that does not exist gets the one of its nearest ancestor`() throws {
    let text = try SourceText(Array("a:\n  b: [1, 2]\n".utf8), limits: .init())
    let pointer = JSONPointer(tokens: ["a", "b", "7", "x"])
    #expect(text.positions(of: [pointer])[pointer] == SourcePosition(2, 3))
  }
}
