import Testing

@testable import JSONSchema

@Suite struct VariantTests {
  @Test(arguments: SamplerTests.satisfiable.keys.sorted())
  func `variants are valid and differ from their base`(_ name: String) throws {
    let fixture = try SchemaFixture(try #require(SamplerTests.satisfiable[name]))
    let base = try fixture.sampler().sample(fixture.id)
    let variants = fixture.sampler().variants(of: fixture.id, base: base).values
    for variant in variants {
      #expect(fixture.isValid(variant.value), "\(variant.label)")
      #expect(variant.value != base, "\(variant.label)")
    }
    #expect(Set(variants.map(\.value)).count == variants.count)
  }

  private func labels(_ schema: String, _ base: JSONValue) throws -> [String: JSONValue] {
    let fixture = try SchemaFixture(schema)
    let variants = fixture.sampler().variants(of: fixture.id, base: base).values
    return Dictionary(
      variants.map { ($0.label, $0.value.value(at: $0.pointer) ?? .null) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  @Test func `number limits are exact`() throws {
    let found = try labels(
      #"{"type": "number", "minimum": 0.1, "maximum": 0.3, "multipleOf": 0.1}"#,
      0.2
    )
    #expect(found == ["value at minimum 0.1": 0.1, "value at maximum 0.3": 0.3])
    let big = try labels(
      #"{"type": "integer", "minimum": 9007199254740993, "exclusiveMaximum": 9007199254740999}"#,
      .number(JSONNumber(9_007_199_254_740_995))
    )
    #expect(
      big == [
        "value at minimum 9007199254740993": .number(JSONNumber(9_007_199_254_740_993)),
        "value just inside minimum 9007199254740993": .number(JSONNumber(9_007_199_254_740_994)),
        "value just inside exclusiveMaximum 9007199254740999":
          .number(JSONNumber(9_007_199_254_740_998)),
      ]
    )
  }

  @Test func `an integer format has its edge when nothing else limits it`() throws {
    let found = try labels(#"{"type": "integer", "format": "int32", "minimum": 0}"#, 5)
    #expect(found["value at the greatest int32"] == 2_147_483_647)
    let limited = try labels(#"{"type": "integer", "format": "int32", "maximum": 9}"#, 5)
    #expect(limited["value at the greatest int32"] == nil)
  }

  @Test func `lengths count code points and keep pattern and format`() throws {
    let found = try labels(
      #"{"type": "string", "minLength": 2, "maxLength": 5, "pattern": "^é+$"}"#,
      "ééé"
    )
    #expect(
      found == [
        "value at minLength 2": "éé", "value at maxLength 5": "ééééé",
        "value just inside maxLength 5": "éééé",
      ]
    )
    let email = try labels(
      #"{"type": "string", "format": "email", "maxLength": 80}"#,
      "a@example.com"
    )
    #expect(email["value at maxLength 80"]?.stringValue?.unicodeScalars.count == 80)
  }

  @Test func `enumeration members, the other boolean, null and counts`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let base = try fixture.sampler().sample(fixture.id)
    let labels = fixture.sampler().variants(of: fixture.id, base: base).values.map(\.label)
    for label in ["status is paid", "status is sent", "gift is false", "comment is null"] {
      #expect(labels.contains(label))
    }
    #expect(labels.contains("items at maxItems 3"))
    #expect(labels.contains("items[0].sku at maxLength 12"))
    #expect(labels.contains("discount just inside exclusiveMinimum 0"))
  }

  @Test func `each other branch`() throws {
    let fixture = try SchemaFixture(
      #"{"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}"#
    )
    let variants = fixture.sampler().variants(of: fixture.id, base: "x").values
    #expect(
      variants.map(\.kind) == [
        .branch(keyword: "oneOf", index: 1), .branch(keyword: "oneOf", index: 2),
      ]
    )
  }

  @Test func `what is too large is left out with its reason`() throws {
    let fixture = try SchemaFixture(#"{"type": "string", "maxLength": 2147483647}"#)
    let outcome = fixture.sampler().variants(of: fixture.id, base: "x")
    #expect(outcome.values.isEmpty)
    #expect(outcome.omitted.map(\.label).contains("value at maxLength 2147483647"))
  }

  @Test func `an invalid base gives nothing but the reason`() throws {
    let fixture = try SchemaFixture(#"{"type": "string"}"#)
    let outcome = fixture.sampler().variants(of: fixture.id, base: 5)
    #expect(outcome.values.isEmpty)
    #expect(outcome.omitted.count == 1)
  }
}
