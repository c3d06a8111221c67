import JSONSchema

/// Finds the references of a document that lead out of it.
///
/// What cannot be a reference is passed over: examples, enumerations, defaults, extensions.
struct ReferenceScan {
  /// The locations referred to, without fragments, in the order of writing.
  private(set) var locations: [URIReference] = []
  /// Values that may still be looked at; what lies beyond is not followed.
  private(set) var budget: Int
  private var seen: Set<URIReference> = []
  private let heedsIdentifiers: Bool
  /// Names that stand for components when a reference is nothing but a name.
  private let componentNames: Set<String>

  init(budget: Int, version: SpecificationVersion, componentNames: Set<String>) {
    self.budget = budget
    self.componentNames = componentNames
    heedsIdentifiers = version >= .openAPI31
  }

  mutating func scan(_ value: JSONValue, base: URIReference) {
    guard budget > 0 else { return }
    budget -= 1
    switch value {
    case .array(let elements):
      for element in elements { scan(element, base: base) }
    case .object(let object):
      var base = base
      if heedsIdentifiers, let identifier = object["$id"]?.stringValue {
        base = URIReference(identifier).resolved(against: base).withoutFragment
      }
      if let reference = object["$ref"]?.stringValue { note(reference, base: base) }
      for (key, child) in object { scanMember(key, child, base: base) }
    default: break
    }
  }

  /// Maps whose keys are names or, like `default` among responses, mean something else there.
  private static let namingKeys: Set<String> = [
    "properties", "patternProperties", "definitions", "$defs", "schemas", "dependentSchemas",
    "responses", "parameters", "headers", "requestBodies", "content", "links", "callbacks",
    "pathItems", "mediaTypes", "securitySchemes",
  ]

  private mutating func scanMember(_ key: String, _ value: JSONValue, base: URIReference) {
    switch key {
    case _ where Self.namingKeys.contains(key) && value.objectValue != nil:
      for (_, child) in value.objectValue ?? [:] { scan(child, base: base) }
    case "examples":
      for (_, example) in value.objectValue ?? [:] {
        if let reference = example["$ref"]?.stringValue { note(reference, base: base) }
      }
    case "discriminator":
      for (_, target) in value["mapping"]?.objectValue ?? [:] {
        // A name is not a reference (3.1.1 §4.8.25.4); a file has an extension.
        guard let text = target.stringValue, text.contains("."), !componentNames.contains(text)
        else { continue }
        note(text, base: base)
      }
    case "example", "enum", "const", "default", "value", "dataValue": break
    case _ where key.isExtension: break
    default: scan(value, base: base)
    }
  }

  private mutating func note(_ reference: String, base: URIReference) {
    guard !reference.hasPrefix("#"), !componentNames.contains(reference) else { return }
    let location = URIReference(reference).resolved(against: base).withoutFragment
    if seen.insert(location).inserted { locations.append(location) }
  }
}
