import Testing

@testable import JSONSchema

@Suite struct SchemaViewTests {
  private func view(_ schema: String) throws -> SchemaView {
    let fixture = try SchemaFixture(schema)
    return fixture.sampler().resolvedView(of: fixture.id)
  }

  @Test func `allOf and references are one set of rules`() throws {
    let view = try view(
      ##"""
      {"$ref": "#/$defs/Base", "minimum": 2, "required": ["b"],
       "properties": {"a": {"minLength": 1}},
       "allOf": [{"maximum": 9, "multipleOf": 4}, {"minimum": 3, "multipleOf": 6}],
       "$defs": {"Base": {"required": ["a"], "properties": {"a": {"type": "string"}, "b": {}}}}}
      """##
    )
    #expect(view.name == "Base")
    #expect(Array(view.required) == ["b", "a"])
    #expect(view.properties.map(\.key) == ["a", "b"])
    #expect(view.properties.map(\.value.count) == [2, 1])
    #expect(view.minimum == 3)
    #expect(view.maximum == 9)
    #expect(NumberRange(view).unit == 12)
  }

  @Test func `types that their own limits exclude are gone`() throws {
    #expect(
      try view(#"{"type": ["string", "integer"], "minLength": 5, "maxLength": 3}"#).types
        == .integer
    )
    #expect(try view(#"{"type": "string", "minLength": 5, "maxLength": 3}"#).contradiction != nil)
    #expect(
      try view(#"{"type": "object", "required": ["a", "b"], "maxProperties": 1}"#).contradiction
        != nil
    )
  }

  @Test func `enumerations intersect and respect the types`() throws {
    let view = try view(
      #"{"enum": [1, "a", null], "allOf": [{"enum": ["a", null]}], "type": "string"}"#
    )
    #expect(view.enumeration == ["a"])
  }

  @Test func `null is named or merely not excluded`() throws {
    #expect(try view(#"{"type": ["string", "null"]}"#).isNullable)
    #expect(try !view("{}").isNullable)
    #expect(try !view(#"{"type": "string"}"#).isNullable)
  }
}
