import Testing

@testable import JSONSchema

@Suite struct CycleBreakerTests {
  private let family = """
    {"components": {"schemas": {
      "Pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
      "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["meow"]}]},
      "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["bark"]}]}}}}
    """

  @Test(arguments: ["Pet", "Cat", "Dog"])
  func `reads a base that lists its variants as it is meant`(name: String) throws {
    let compiled = try CompiledSchema(
      family,
      at: "/components/schemas/\(name)",
      components: "/components/schemas"
    )
    #expect(compiled.problems.isEmpty)
    #expect(compiled.accepts(["kind": "x", "meow": 1]) == (name != "Dog"))
    #expect(compiled.accepts(["kind": "x", "bark": 1]) == (name != "Cat"))
    #expect(!compiled.accepts(["meow": 1, "bark": 1]))
    #expect(!compiled.accepts(["kind": "x"]))
  }

  @Test func `reads families of three generations`() throws {
    let text = """
      {"$defs": {"A": {"required": ["a"], "anyOf": [{"$ref": "#/$defs/B"}]},
        "B": {"allOf": [{"$ref": "#/$defs/A"}, {"required": ["b"]}], "oneOf": [{"$ref": "#/$defs/C"}]},
        "C": {"allOf": [{"$ref": "#/$defs/B"}, {"required": ["c"]}]}}}
      """
    for name in ["A", "B", "C"] {
      let compiled = try CompiledSchema(text, .draft202012, at: "/$defs/\(name)")
      #expect(compiled.problems.isEmpty)
      #expect(compiled.accepts(["a": 1, "b": 1, "c": 1]))
      #expect(!compiled.accepts(["b": 1, "c": 1]))
      #expect(!compiled.accepts(["a": 1, "c": 1]))
    }
  }

  @Test(arguments: [
    ##"{"$ref": "#"}"##, ##"{"allOf": [{"$ref": "#"}]}"##, ##"{"not": {"$ref": "#"}}"##,
    ##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##,
    ##"{"if": {"$ref": "#"}, "then": {"$ref": "#"}}"##,
    ##"{"dependentSchemas": {"a": {"$ref": "#"}}}"##,
  ])
  func `cuts circles without a meaning and says so`(text: String) throws {
    let compiled = try CompiledSchema(text)
    #expect(!compiled.problems.isEmpty)
    _ = compiled.accepts(["a": 1])
  }

  @Test func `keeps circles that go deeper into the value`() throws {
    let compiled = try CompiledSchema(
      ##"{"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}"##
    )
    #expect(compiled.problems.isEmpty)
    #expect(compiled.accepts(["a": ["b": nil]]))
    #expect(!compiled.accepts(["a": ["b": 1]]))
  }

  @Test(arguments: [
    #"{"$ref": NEXT}"#, #"{"allOf": [{"$ref": NEXT}]}"#,
    #"{"anyOf": [{"$ref": NEXT}, {"type": "null"}]}"#,
    #"{"oneOf": [{"$ref": NEXT}]}"#, #"{"not": {"$ref": NEXT}}"#,
  ])
  func `cuts chains that nothing could follow, ended or in a circle`(link: String) throws {
    let count = 4_000
    for isCircle in [false, true] {
      var definitions = (0..<count).map { index in
        let next = ##""#/$defs/s\##(index == count - 1 && isCircle ? 0 : index + 1)""##
        return #""s\#(index)": \#(link.replacing("NEXT", with: next))"#
      }
      definitions.append(#""s\#(count)": {"type": "string"}"#)
      let compiled = try CompiledSchema(
        "{\"$ref\": \"#/$defs/s0\", \"$defs\": {\(definitions.joined(separator: ","))}}"
      )
      #expect(!compiled.problems.isEmpty)
      _ = compiled.accepts("text")
      let sampler = Sampler(arena: compiled.arena, direction: .request, seed: 1)
      _ = try? sampler.sample(compiled.id)
    }
  }

  @Test func `keeps chains up to the bound`() throws {
    for (count, isKept) in [(CycleBreaker.chainMax - 1, true), (CycleBreaker.chainMax, false)] {
      var definitions = (1..<count).map { ##""s\##($0)": {"$ref": "#/$defs/s\##($0 + 1)"}"## }
      definitions.append(#""s\#(count)": {"type": "string"}"#)
      let compiled = try CompiledSchema(
        "{\"$ref\": \"#/$defs/s1\", \"$defs\": {\(definitions.joined(separator: ","))}}"
      )
      #expect(compiled.problems.isEmpty == isKept)
      #expect(compiled.accepts(1) == !isKept)
    }
  }

  @Test func `ends on dense circles`() throws {
    let names = (0..<12).map { "s\($0)" }
    let references = names.map { ##"{"$ref": "#/$defs/\##($0)"}"## }.joined(separator: ",")
    let definitions = names.map {
      #""\#($0)": {"anyOf": [\#(references)], "allOf": [\#(references)]}"#
    }
    let compiled = try CompiledSchema(
      "{\"$ref\": \"#/$defs/s0\", \"$defs\": {\(definitions.joined(separator: ","))}}"
    )
    var limits = SchemaValidator.Limits()
    limits.stepsMax = 5_000
    _ = SchemaValidator(arena: compiled.arena, limits: limits).validate(1, against: compiled.id)
  }
}
