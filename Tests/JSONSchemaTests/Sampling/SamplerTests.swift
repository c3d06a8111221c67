import Testing

@testable import JSONSchema

@Suite struct SamplerTests {
  static let satisfiable: [String: String] = [
    "everything": orderSchema,
    "anything": "{}",
    "true": "true",
    "null only": #"{"type": "null"}"#,
    "object without properties": #"{"type": "object"}"#,
    "undeclared required": #"{"type": "object", "required": ["a", "b"]}"#,
    "map": #"{"type": "object", "additionalProperties": {"type": "number", "minimum": 5}}"#,
    "map with minimum": #"""
    {"type": "object", "minProperties": 3, "additionalProperties": {"type": "string"}}
    """#,
    "maxProperties": #"""
    {"maxProperties": 2, "required": ["c"], "properties": {"a": {}, "b": {}, "c": {}, "d": {}}}
    """#,
    "pattern properties": #"""
    {"type": "object", "minProperties": 2, "additionalProperties": false,
     "patternProperties": {"^x-[a-z]+$": {"type": "integer"}}}
    """#,
    "property names": #"""
    {"type": "object", "minProperties": 2, "propertyNames": {"pattern": "^[A-Z]{4}$"}}
    """#,
    "multiples": #"{"type": "number", "allOf": [{"multipleOf": 0.06}, {"multipleOf": 0.04}]}"#,
    "narrow number": #"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.001}"#,
    "big integer": #"{"type": "integer", "minimum": 9007199254740993}"#,
    "huge decimal": #"{"type": "number", "minimum": 1e400}"#,
    "negative": #"{"type": "integer", "maximum": -10}"#,
    "allOf merge": #"""
    {"allOf": [
      {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer", "minimum": 3}}},
      {"required": ["b"], "properties": {"a": {"maximum": 4}, "b": {"type": "string"}}}
    ]}
    """#,
    "two patterns": #"{"type": "string", "allOf": [{"pattern": "^[a-z]+$"}, {"pattern": "q"}]}"#,
    "pattern, format, length": #"""
    {"type": "string", "format": "email", "pattern": "@example\\.com$", "minLength": 30}
    """#,
    "oneOf told apart by required": #"""
    {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
     "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}
    """#,
    "oneOf where one contains the other": #"""
    {"oneOf": [
      {"type": "object", "properties": {"a": {"type": "string"}}},
      {"type": "object", "required": ["a", "b"],
       "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
    ]}
    """#,
    "enumerations in branches":
      #"{"oneOf": [{"enum": ["up"]}, {"type": "string", "enum": ["down"]}]}"#,
    "anyOf with null": #"{"anyOf": [{"type": "null"}, {"type": "integer", "minimum": 7}]}"#,
    "not": #"{"type": "object", "properties": {"a": {}, "b": {}}, "not": {"required": ["a"]}}"#,
    "if then": #"""
    {"type": "object", "required": ["country"],
     "properties": {"country": {"enum": ["US", "CA"]}, "zip": {"type": "string"}},
     "if": {"properties": {"country": {"const": "US"}}},
     "then": {"required": ["zip"], "properties": {"zip": {"pattern": "^\\d{5}$"}}}}
    """#,
    "dependent required": #"""
    {"type": "object", "properties": {"card": {"type": "string"}, "cvc": {"type": "string"}},
     "dependentRequired": {"card": ["cvc", "holder"]}}
    """#,
    "dependent schemas": #"""
    {"type": "object", "properties": {"card": {"type": "string"}},
     "dependentSchemas": {
         "card": {"required": ["cvc"], "properties": {"cvc": {"type": "integer"}}}}}
    """#,
    "tuple": #"""
    {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": false,
     "minItems": 2}
    """#,
    "contains": #"""
    {"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 3,
     "items": {"type": "integer"}, "minItems": 4}
    """#,
    "unique booleans": #"""
    {"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 2}
    """#,
    "unique enumeration": #"""
    {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": true, "minItems": 3}
    """#,
    "unique words": #"""
    {"type": "object", "required": ["tags"], "properties": {"tags": {"type": "array", "minItems": 9,
     "items": {"type": "string", "minLength": 1, "maxLength": 6}, "uniqueItems": true}}}
    """#,
    "unevaluated": #"""
    {"allOf": [{"properties": {"a": {"type": "string"}}}], "properties": {"b": {"type": "string"}},
     "type": "object", "unevaluatedProperties": false}
    """#,
    "closed allOf": #"""
    {"allOf": [{"properties": {"a": {"type": "string"}}, "additionalProperties": false},
               {"properties": {"b": {"type": "string"}}}], "type": "object"}
    """#,
    "recursive list": ##"""
    {"$ref": "#/$defs/Node", "$defs": {"Node": {"type": "object", "required": ["children"],
     "properties": {"children": {"type": "array", "items": {"$ref": "#/$defs/Node"}}}}}}
    """##,
    "recursive expression": ##"""
    {"$ref": "#/$defs/E", "$defs": {
      "E": {"oneOf": [{"$ref": "#/$defs/Sum"}, {"$ref": "#/$defs/Literal"}]},
      "Sum": {"type": "object", "required": ["l", "r"], "additionalProperties": false,
              "properties": {"l": {"$ref": "#/$defs/E"}, "r": {"$ref": "#/$defs/E"}}},
      "Literal": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}}}
    """##,
    "nullable recursion": ##"""
    {"$ref": "#/$defs/N", "$defs": {"N": {"type": ["object", "null"], "required": ["next"],
     "properties": {"next": {"$ref": "#/$defs/N"}}}}}
    """##,
    "huge limits": #"{"type": "string", "maxLength": 2147483647, "minLength": 1}"#,
    "unsupported pattern": #"{"type": "string", "pattern": "(?i)^abc$"}"#,
    "contradictory types keep the other": #"""
    {"type": ["string", "integer"], "minimum": 5, "maximum": 3, "minLength": 1}
    """#,
  ]

  @Test(arguments: satisfiable.keys.sorted())
  func `samples are valid`(_ name: String) throws {
    let fixture = try SchemaFixture(try #require(Self.satisfiable[name]))
    for seed in UInt64(1)...3 {
      for fill in [Sampler.Fill.allFields, .requiredOnly] {
        for salt in ["", "other"] {
          let value = try fixture.sampler(seed: seed).sample(fixture.id, fill: fill, salt: salt)
          #expect(fixture.isValid(value), "\(value)")
        }
      }
    }
  }

  static let unsatisfiable: [String: String] = [
    "false": "false",
    "types": #"{"allOf": [{"type": "string"}, {"type": "integer"}]}"#,
    "enumerations": #"{"allOf": [{"enum": [1, 2]}, {"enum": [3]}]}"#,
    "const against type": #"{"const": "a", "type": "integer"}"#,
    "range": #"{"type": "integer", "minimum": 5, "maximum": 3}"#,
    "no multiple": #"{"type": "integer", "minimum": 11, "maximum": 19, "multipleOf": 10}"#,
    "lengths": #"{"type": "string", "minLength": 5, "maxLength": 3}"#,
    "pattern against length": #"{"type": "string", "pattern": "^[a-z]{5}$", "maxLength": 3}"#,
    "patterns": #"{"type": "string", "allOf": [{"pattern": "^a+$"}, {"pattern": "^b+$"}]}"#,
    "huge string": #"{"type": "string", "minLength": 1000000000}"#,
    "huge array": #"{"type": "array", "minItems": 1000000000}"#,
    "huge object": #"{"type": "object", "minProperties": 1000000000}"#,
    "three different booleans": #"""
    {"type": "array", "items": {"type": "boolean"}, "uniqueItems": true, "minItems": 3}
    """#,
    "closed allOf with required": #"""
    {"allOf": [{"properties": {"a": {}}, "additionalProperties": false}], "type": "object",
     "required": ["b"]}
    """#,
    "required member of false":
      #"{"type": "object", "required": ["a"], "properties": {"a": false}}"#,
    "oneOf of equals": #"{"oneOf": [{"type": "string"}, {"type": "string"}]}"#,
    "not anything": #"{"not": {}}"#,
    "recursion without exit": ##"""
    {"$ref": "#/$defs/N", "$defs": {"N": {"type": "object", "required": ["l", "r"],
     "properties": {"l": {"$ref": "#/$defs/N"}, "r": {"$ref": "#/$defs/N"}}}}}
    """##,
    "recursion without exit through branches": ##"""
    {"$ref": "#/$defs/N", "$defs": {"N": {"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]},
     "A": {"type": "object", "required": ["n"], "properties": {"n": {"$ref": "#/$defs/N"}}},
     "B": {"type": "object", "required": ["m"], "properties": {"m": {"$ref": "#/$defs/N"}}}}}
    """##,
  ]

  @Test(.timeLimit(.minutes(1)), arguments: unsatisfiable.keys.sorted())
  func `a contradiction ends in an error, without trying for ever`(_ name: String) throws {
    let fixture = try SchemaFixture(try #require(Self.unsatisfiable[name]))
    let sampler = fixture.sampler()
    #expect(throws: SamplingError.self) { try sampler.sample(fixture.id) }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      #"{"oneOf": [NEXT, NEXT]}"#, #"{"anyOf": [NEXT, NEXT]}"#, #"{"allOf": [NEXT, NEXT]}"#,
      #"{"if": NEXT, "then": NEXT, "else": NEXT}"#, #"{"not": {"anyOf": [NEXT, {"not": NEXT}]}}"#,
      #"{"oneOf": [NEXT, {"type": "object", "required": ["a"], "properties": {"a": NEXT}}]}"#,
      #"{"type": "object", "discriminator": {"propertyName": "t", "mapping": {"a": "REF"}}}"#,
    ]
  )
  func `branches that multiply end soon`(_ link: String) throws {
    let count = 500
    var definitions = (0..<count).map { index in
      let reference = "#/$defs/s\(index + 1)"
      let schema = link.replacing("NEXT", with: #"{"$ref": "\#(reference)"}"#)
      return #""s\#(index)": \#(schema.replacing("REF", with: reference))"#
    }
    definitions.append(#""s\#(count)": {"type": "string", "pattern": "^(a|b)+$"}"#)
    let fixture = try SchemaFixture(
      "{\"$ref\": \"#/$defs/s0\", \"$defs\": {\(definitions.joined(separator: ","))}}",
      dialect: .openAPI31
    )
    _ = try? fixture.sampler().sample(fixture.id)
  }

  @Test func `the same seed gives the same values, another seed others`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let first = try fixture.sampler(seed: 1).sample(fixture.id)
    #expect(try fixture.sampler(seed: 1).sample(fixture.id).serialized() == first.serialized())
    #expect(try fixture.sampler(seed: 2).sample(fixture.id) != first)
  }

  @Test func `salts tell values apart`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let values = try (0..<5).map { try fixture.sampler().sample(fixture.id, salt: "\($0)") }
    #expect(Set(values.compactMap { $0["email"] }).count == 5)
    #expect(Set(values.compactMap { $0["customer"] }).count == 5)
  }

  @Test func `required members alone, and all of them in the document's order`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let required = try fixture.sampler().sample(fixture.id, fill: .requiredOnly)
    #expect(required.objectValue?.keys == ["customer", "email", "status", "items"])
    let all = try fixture.sampler().sample(fixture.id)
    #expect(
      all.objectValue?.keys == [
        "id", "customer", "email", "status", "priority", "discount", "reference", "gift", "comment",
        "pin", "items",
      ]
    )
  }

  @Test func `chosen optional members join the required ones`() throws {
    let fixture = try SchemaFixture(orderSchema)
    let value = try fixture.sampler().sample(fixture.id, includingOptional: ["gift"])
    #expect(value.objectValue?.keys == ["customer", "email", "status", "gift", "items"])
    let error = #expect(throws: SamplingError.self) {
      try fixture.sampler().sample(fixture.id, includingOptional: ["nothing"])
    }
    #expect(error != nil)
  }

  @Test func `a chosen member brings what it depends on`() throws {
    let fixture = try SchemaFixture(
      #"{"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"]}}"#
    )
    let value = try fixture.sampler().sample(fixture.id, includingOptional: ["a"])
    #expect(Set(value.objectValue?.keys ?? []) == ["a", "b"])
  }

  @Test func `readOnly stays out of requests and writeOnly out of responses`() throws {
    let request = try SchemaFixture(orderSchema, direction: .request)
    let sent = try request.sampler().sample(request.id)
    #expect(sent["id"] == nil)
    #expect(sent["pin"] != nil)
    let response = try SchemaFixture(orderSchema, direction: .response)
    let received = try response.sampler().sample(response.id)
    #expect(received["id"] != nil)
    #expect(received["pin"] == nil)
  }

  @Test func `documented examples are preferred when they are valid`() throws {
    let fixture = try SchemaFixture(
      #"""
      {"type": "object",
       "examples": [{"a": "from the object", "b": "too long to be valid", "c": 9}],
       "properties": {
         "a": {"type": "string"}, "b": {"type": "string", "maxLength": 5, "examples": ["fits"]},
         "c": {"type": "integer", "maximum": 5, "default": 4}}}
      """#
    )
    let value = try fixture.sampler().sample(fixture.id)
    #expect(value == ["a": "from the object", "b": "fits", "c": 4])
  }

  @Test func `strings are realistic by name and by field`() throws {
    let fixture = try SchemaFixture(
      #"""
      {"type": "object", "properties": {
        "emailAddress": {"type": "string"}, "country_code": {"type": "string"},
        "birthDate": {"type": "string", "format": "date"}, "website": {"type": "string"},
        "name": {"type": "string"}, "latitude": {"type": "number", "minimum": -90, "maximum": 90}}}
      """#
    )
    let value = try fixture.sampler(domainHint: "online banking").sample(fixture.id)
    #expect(value["emailAddress"]?.stringValue?.hasSuffix("@example.com") == true)
    #expect(value["country_code"]?.stringValue?.count == 2)
    #expect(value["birthDate"]?.stringValue?.hasPrefix("2024-") == true)
    #expect(value["website"]?.stringValue?.hasPrefix("https://") == true)
    let names = DomainVocabulary(hint: "bank").products
    #expect(names.contains(value["name"]?.stringValue ?? ""))
  }

  @Test func `a discriminator names the branch, also without a oneOf`() throws {
    let subtypes = ##"""
      "$defs": {
        "Pet": {"type": "object", "required": ["petType"],
                "properties": {"petType": {"type": "string"}},
                "discriminator": {"propertyName": "petType", "mapping": {"dog": "#/$defs/Dog"}}},
        "Dog": {"allOf": [{"$ref": "#/$defs/Pet"},
                {"type": "object", "required": ["bark"],
                 "properties": {"bark": {"type": "boolean"}}}]}
      }
      """##
    for reference in ["Pet", "Dog"] {
      let fixture = try SchemaFixture(
        "{\"$ref\": \"#/$defs/\(reference)\", \(subtypes)}",
        dialect: .openAPI31
      )
      let value = try fixture.sampler().sample(fixture.id)
      #expect(value["petType"] == "dog")
      #expect(value["bark"] != nil)
    }
  }

  @Test func `a wide and deep schema gives a value of bounded size`() throws {
    let members = (0..<40).map { "\"m\($0)\": {\"$ref\": \"#/$defs/N\"}" }.joined(separator: ",")
    let fixture = try SchemaFixture(
      ##"{"$ref": "#/$defs/N", "$defs": {"N": {"type": "object", "properties": {\##(members)}}}}"##
    )
    let value = try fixture.sampler().sample(fixture.id)
    #expect(value.objectValue?.count == 40)
    #expect(value.nodeCount < 2 * SamplingLimits.nodesMax)
  }
}
