import JSONSchema
import OpenAPI
import Testing

@testable import Generation

@Suite struct WireReadingsTests {
  private func readings(
    _ value: JSONValue,
    _ location: Parameter.Location = .query,
    _ style: Parameter.Style = .form,
    explode: Bool = true,
    mediaType: String? = nil
  ) throws -> [JSONValue] {
    let form = ParameterForm(
      name: "p",
      location: location,
      style: style,
      explode: explode,
      mediaType: mediaType
    )
    return try WireReadings.of(value, as: form)
  }

  @Test(
    arguments: [
      ("5", 5), ("5", "5"), ("05", 5), ("+5", 5), (".5", 0.5), ("1e3", 1000), ("true", true),
      ("TRUE", true), ("0", false), ("1", true), ("null", nil), ("", nil), ("", ""), ("", []),
      (" a ", "a"), ("a", ["a"]), ("5", [5]), ("1,2", [1, 2]), ("1,a", [1, "a"]),
      ("a|b", ["a", "b"]), ("[1]", [1]), (#"{"a":1}"#, ["a": 1]), ("a,1", ["a": "1"]),
    ] as [(String, JSONValue)]
  )
  func `reads a text generously`(text: String, reading: JSONValue) {
    #expect(WireReadings.readings(of: text).contains(reading))
  }

  @Test func `does not read what is not there`() {
    #expect(WireReadings.readings(of: "abc") == ["abc", ["abc"]])
    #expect(!WireReadings.readings(of: "5x").contains { $0.numberValue != nil })
    #expect(!WireReadings.readings(of: "inf").contains { $0.numberValue != nil })
  }

  @Test func `reads every value as itself`() throws {
    for value in [5, "a", true, 1.5, [1, 2], ["a", true], ["a": 1, "b": "x"]] as [JSONValue] {
      #expect(try readings(value).contains(value))
      #expect(try readings(value, explode: false).contains { $0 == value || $0.objectValue != nil })
    }
    #expect(try readings([1, 2], .path, .simple, explode: false).contains([1, 2]))
  }

  @Test func `takes the first and the last of a repeated parameter`() throws {
    let all = try readings([1, "x", 3])
    #expect(all.contains(1) && all.contains(3) && !all.contains("x"))
  }

  @Test func `reads a list without explode as one text too`() throws {
    #expect(try readings(["a", "b"], .path, .simple, explode: false).contains("a,b"))
    #expect(try readings(["a", "b"], .query, .pipeDelimited, explode: false).contains("a|b"))
  }

  @Test func `keeps the types of JSON content`() throws {
    #expect(try readings("5", mediaType: "application/json") == ["5"])
    #expect(try readings("5", mediaType: "text/plain").contains(5))
  }

  @Test func `gives up on more readings than it can list`() throws {
    let many = JSONValue.object(JSONObject((0..<20).map { ("k\($0)", JSONValue.bool(true)) }))
    #expect(throws: SerialisationError.self) { try readings(many) }
    let long = JSONValue.array(Array(repeating: 1, count: 64))
    #expect(try readings(long).contains(long))
  }
}
