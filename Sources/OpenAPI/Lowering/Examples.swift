import JSONSchema

/// Examples of every spelling.
extension DocumentLowering {
  /// `example` and `examples` of OpenAPI 3 (3.1.1 §4.8.19).
  mutating func examples(of node: Located) throws(Defect) -> [NamedExample] {
    var examples: [NamedExample] = []
    if let single = node["example"] {
      examples.append(
        NamedExample(name: nil, summary: nil, value: single.value, pointer: single.pointer)
      )
    }
    guard let several = node["examples"] else { return examples }
    let members = several.members
    let elements = several.elements
    try spend(members.count + elements.count, at: several.pointer)
    for (name, written) in members {
      do throws(Defect) {
        let example = try resolve(written, as: "example")
        // `dataValue` is 3.2; `externalValue` and `serializedValue` are not values of the schema.
        guard let value = example["dataValue"] ?? example["value"] else { continue }
        examples.append(
          NamedExample(
            name: name,
            summary: example.text("summary"),
            value: value.value,
            pointer: value.pointer
          )
        )
      } catch {
        findings.warn(error.code, error.message, at: error.pointer)
      }
    }
    // Against the specification but seen: a plain list of values, as in JSON Schema.
    return examples
      + elements.map {
        NamedExample(name: nil, summary: nil, value: $0.value, pointer: $0.pointer)
      }
  }

  /// `x-example`, `x-examples` and, against the specification, `example` of a Swagger 2.0
  /// parameter.
  mutating func swaggerExamples(of node: Located) throws(Defect) -> [NamedExample] {
    let single = [node["x-example"], node["example"]].compactMap(\.self)
    let several = node["x-examples"].map { several in
      several.isMapping ? several.members : several.elements.map { (key: "", node: $0) }
    }
    try spend(several?.count ?? 0, at: node.pointer)
    return single.map {
      NamedExample(name: nil, summary: nil, value: $0.value, pointer: $0.pointer)
    }
      + (several ?? []).map { name, node in
        NamedExample(
          name: name.isEmpty ? nil : name,
          summary: nil,
          value: node.value,
          pointer: node.pointer
        )
      }
  }
}
