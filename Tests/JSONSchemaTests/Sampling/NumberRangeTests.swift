import Testing

@testable import JSONSchema

@Suite struct NumberRangeTests {
  private func range(_ schema: String) throws -> NumberRange {
    let fixture = try SchemaFixture(schema)
    return NumberRange(fixture.sampler().resolvedView(of: fixture.id))
  }

  @Test(arguments: [
    (#"{"type": "integer", "minimum": 1.5, "maximum": 4.5}"#, "2", "4"),
    (#"{"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 4}"#, "2", "3"),
    (#"{"type": "number", "minimum": 0.05, "maximum": 0.95, "multipleOf": 0.1}"#, "0.1", "0.9"),
    (#"{"type": "number", "minimum": -2.5, "maximum": 2.5}"#, "-2.5", "2.5"),
    (#"{"minimum": 1, "exclusiveMinimum": 1, "maximum": 9, "multipleOf": 1}"#, "2", "9"),
  ])
  func `finds the least and the greatest`(
    _ schema: String,
    _ least: String,
    _ greatest: String
  ) throws {
    let range = try range(schema)
    #expect(range.least == JSONNumber(least))
    #expect(range.greatest == JSONNumber(greatest))
    #expect(range.contradiction == nil)
  }

  @Test(arguments: [
    #"{"type": "number", "minimum": 2, "maximum": 1}"#,
    #"{"type": "number", "exclusiveMinimum": 1, "maximum": 1}"#,
    #"{"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}"#,
    #"{"type": "number", "minimum": 11, "maximum": 19, "multipleOf": 10}"#,
  ])
  func `sees that nothing is inside`(_ schema: String) throws {
    let fixture = try SchemaFixture(schema)
    #expect(fixture.sampler().resolvedView(of: fixture.id).contradiction != nil)
  }

  @Test func `the unit is the least common multiple, exactly`() throws {
    #expect(
      try range(#"{"allOf": [{"multipleOf": 0.04}, {"multipleOf": 0.06}]}"#).unit
        == JSONNumber("0.12")
    )
    #expect(try range(#"{"type": "integer", "multipleOf": 0.4}"#).unit == 2)
  }
}
