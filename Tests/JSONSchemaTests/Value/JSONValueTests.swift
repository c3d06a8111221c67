import Testing

@testable import JSONSchema

@Suite struct JSONValueTests {
  @Test func `equates numbers by value and objects without order`() throws {
    let left = try read(#"{"a": 1, "b": [1.0, {"c": null, "d": "x"}]}"#)
    let right = try read(#"{"b": [1, {"d": "x", "c": null}], "a": 1.0}"#)
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
  }

  @Test func `tells kinds, lengths and orders of elements apart`() throws {
    #expect(try read("0") != false)
    #expect(try read("null") != false)
    #expect(try read(#""1""#) != 1)
    #expect(try read("[1, 2]") != [2, 1])
    #expect(try read("[1]") != [1, 1])
    #expect(try read(#"{"a": 1}"#) != ["a": 1, "b": 2])
    #expect(try read(#"{"a": 1}"#) != ["b": 1])
  }

  @Test func `equates strings code point by code point`() {
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(JSONValue.string("\u{E9}") == .string("\u{E9}"))
  }

  @Test func `knows the types of its values`() throws {
    #expect(try read("1.0").types == [.integer, .number])
    #expect(try read("1.5").types == .number)
    #expect(try read("null").types == .null)
    #expect(try read("{}").types == .object)
  }

  @Test func `gives nothing for another kind`() {
    let value: JSONValue = ["a": [1, 2]]
    #expect(value["a"]?[1] == 2)
    #expect(value["a"]?[2] == nil)
    #expect(value["a"]?[-1] == nil)
    #expect(value["a"]?["b"] == nil)
    #expect(value[0] == nil)
    #expect(value.stringValue == nil)
    #expect(value.intValue == nil)
  }

  @Test func `keeps the order of members through changes`() {
    var object: JSONObject = ["b": 1, "a": 2, "c": 3]
    object["a"] = 5
    object["d"] = 6
    object.removeValue(forKey: "b")
    #expect(object.keys == ["a", "c", "d"])
    #expect(object.values == [5, 3, 6])
    #expect(JSONObject([("x", 1), ("y", 2), ("x", 3)]) == ["x": 3, "y": 2])
  }

  private func read(_ text: String) throws -> JSONValue {
    try JSONReader.read([UInt8](text.utf8)).value
  }
}
