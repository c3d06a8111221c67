import JSONSchema
import OpenAPI
import Testing

@testable import Generation

@Suite struct ContentSerialiserTests {
  private func content(
    _ value: JSONValue,
    _ type: String,
    encoding: String = "{}"
  ) throws -> CaseContent {
    let document = try Documents.api(
      """
      /x:
        post:
          requestBody: {content: {'\(type)': {schema: {}, encoding: \(encoding)}}}
          responses: {'200': {description: ok}}
      """
    )
    let object = try #require(document.operations.first?.requestBody?.content.first)
    return try ContentSerialiser { $0 == "file" }.serialise(value, as: object)
  }

  private func text(_ value: JSONValue, _ type: String, encoding: String = "{}") throws -> String? {
    guard case .text(let text) = try content(value, type, encoding: encoding).payload else {
      return nil
    }
    return text
  }

  @Test(arguments: ["application/json", "application/vnd.x+json; charset=utf-8", "*/*"])
  func `keeps JSON as a value`(type: String) throws {
    let result = try content(["a": 1.0], type)
    guard case .json(let value) = result.payload else {
      Issue.record("\(type) must be JSON")
      return
    }
    #expect(value == ["a": 1])
    #expect(result.mediaType == (type == "*/*" ? "application/json" : type))
  }

  @Test func `writes forms`() throws {
    let type = "application/x-www-form-urlencoded"
    #expect(
      try text(["a b": "c&d=é", "n": 10.50, "t": true, "l": [1, "x"]], type)
        == "a%20b=c%26d%3D%C3%A9&n=10.5&t=true&l=1&l=x"
    )
    #expect(
      try text(["l": ["a", "b,c"]], type, encoding: "{l: {style: form, explode: false}}")
        == "l=a,b%2Cc"
    )
    #expect(
      try text(["o": ["k": "v"]], type, encoding: "{o: {style: deepObject, explode: true}}")
        == "o%5Bk%5D=v"
    )
    #expect(throws: SerialisationError.self) { try text(["o": ["k": "v"]], type) }
    #expect(throws: SerialisationError.self) { try text(["n": nil], type) }
    #expect(throws: SerialisationError.self) { try text([1], type) }
  }

  @Test func `writes multipart forms`() throws {
    let value: JSONValue = [
      "name": "Rex", "tags": ["a", "b"], "file": "bytes", "owner": ["id": 1],
    ]
    let result = try content(
      value,
      "multipart/form-data",
      encoding: "{file: {contentType: 'image/png, image/gif'}}"
    )
    guard case .multipart(let parts) = result.payload else {
      Issue.record("must be multipart")
      return
    }
    #expect(parts.map(\.name) == ["name", "tags", "tags", "file", "owner"])
    #expect(
      parts.map { String(decoding: $0.content, as: UTF8.self) }
        == ["Rex", "a", "b", "bytes", #"{"id":1}"#]
    )
    #expect(parts.map(\.fileName) == [nil, nil, nil, "file.bin", nil])
    #expect(parts.map(\.contentType) == [nil, nil, nil, "image/png", "application/json"])
  }

  @Test func `writes text and bytes`() throws {
    #expect(try text("hello", "text/plain") == "hello")
    #expect(try text(1.50, "text/plain; charset=utf-8") == "1.5")
    guard case .bytes(let bytes) = try content("é", "application/octet-stream").payload else {
      Issue.record("must be bytes")
      return
    }
    #expect(bytes == [0xC3, 0xA9])
    #expect(throws: SerialisationError.self) { try content(["a": 1], "text/plain") }
    #expect(throws: SerialisationError.self) { try content("x", "application/xml") }
  }
}
