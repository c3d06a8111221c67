import OrderedCollections

/// The keywords that do not restrict a value.
extension SchemaCompiler {
  mutating func readAnnotations(_ source: KeywordSource, _ schema: inout Schema) {
    schema.title = string("title", in: source)
    schema.defaultValue = source.object["default"]
    schema.readOnly = flag("readOnly", in: source)
    schema.writeOnly = flag("writeOnly", in: source)
    schema.deprecated = flag("deprecated", in: source)
    schema.examples = examples(source)
    if dialect.isOpenAPI {
      schema.xml = xml(source)
      schema.discriminator = discriminator(source)
    }
  }

  private func examples(_ source: KeywordSource) -> [JSONValue] {
    var examples: [JSONValue] = []
    for keyword in ["example", "x-example"] {
      if let example = source.object[keyword] { examples.append(example) }
    }
    switch source.object["examples"] {
    case .array(let values): examples += values
    // A map as the media type object has it.
    case .object(let named): examples += named.map { $0.value["value"] ?? $0.value }
    default: break
    }
    return examples
  }

  private mutating func xml(_ source: KeywordSource) -> XMLRepresentation? {
    guard let object = object("xml", in: source) else { return nil }
    let inner = KeywordSource(
      object: object,
      pointer: source.pointer.appending("xml"),
      isShared: source.isShared
    )
    var xml = XMLRepresentation()
    xml.name = string("name", in: inner)
    xml.namespace = string("namespace", in: inner)
    xml.prefix = string("prefix", in: inner)
    xml.isAttribute = flag("attribute", in: inner) || object["nodeType"] == .string("attribute")
    xml.isWrapped = flag("wrapped", in: inner)
    return xml
  }

  // MARK: Discriminator

  private mutating func discriminator(_ source: KeywordSource) -> Discriminator? {
    guard let value = source.object["discriminator"] else { return nil }
    let place = source.pointer.appending("discriminator")
    if case .string(let name) = value {
      if dialect != .swagger20 {
        report("`discriminator` is an object in \(dialect.name); the name is read.", at: place)
      }
      return Discriminator(propertyName: name, mapping: implicitMapping(source, explicit: [:]))
    }
    guard let object = object("discriminator", in: source) else { return nil }
    guard let name = object["propertyName"]?.stringValue else {
      report("A discriminator needs a `propertyName`; it is ignored.", at: place)
      return nil
    }
    var targets: OrderedDictionary<String, JSONPointer> = [:]
    for (key, value) in object["mapping"]?.objectValue ?? [:] {
      // A name that is also a reference is taken for a name (OpenAPI 3.1.1 §4.8.25.4).
      if let text = value.stringValue,
        let target = component(named: text) ?? target(of: text, from: source.pointer)
      {
        targets[key] = target
      } else {
        report(
          "The mapping leads to \(value.excerpt), which is no schema of this document.",
          at: place.appending("mapping").appending(key),
          as: .unresolvedReference
        )
      }
    }
    return Discriminator(
      propertyName: name,
      mapping: implicitMapping(source, explicit: targets)
    )
  }

  /// The mapping with the names of those branches that it does not mention.
  ///
  /// Branches are the references of `oneOf` and `anyOf`, or else the components that extend this one.
  private mutating func implicitMapping(
    _ source: KeywordSource,
    explicit: OrderedDictionary<String, JSONPointer>
  ) -> OrderedDictionary<String, SchemaID> {
    var targets = explicit
    let listed = ["oneOf", "anyOf"].flatMap { source.object[$0]?.arrayValue ?? [] }
    let branches =
      listed.isEmpty
      ? extensions(of: source.pointer)
      : listed.compactMap { branch in
        branch["$ref"]?.stringValue.flatMap { target(of: $0, from: source.pointer) }
      }
    let mentioned = Set(explicit.values)
    for branch in branches where !mentioned.contains(branch) {
      guard let parent = branch.parent, componentRoots.contains(parent),
        let name = branch.lastToken, targets[name] == nil
      else { continue }
      targets[name] = branch
    }
    var mapping: OrderedDictionary<String, SchemaID> = [:]
    for (name, target) in targets { mapping[name] = reserve(target) }
    return mapping
  }

  /// The components that have the one at `pointer` in their `allOf`, directly or through others.
  private mutating func extensions(of pointer: JSONPointer) -> [JSONPointer] {
    let inheritors = self.inheritors ?? findInheritors()
    self.inheritors = inheritors
    var found: OrderedSet<JSONPointer> = []
    var next = 0
    var pending = inheritors[pointer] ?? []
    while next < pending.count {
      if found.append(pending[next]).inserted { pending += inheritors[pending[next]] ?? [] }
      next += 1
    }
    found.remove(pointer)
    return found.elements
  }

  private func findInheritors() -> [JSONPointer: [JSONPointer]] {
    var result: [JSONPointer: [JSONPointer]] = [:]
    for root in componentRoots {
      for (name, schema) in document.value(at: root)?.objectValue ?? [:] {
        let place = root.appending(name)
        for parent in schema["allOf"]?.arrayValue ?? [] {
          guard let text = parent["$ref"]?.stringValue, let target = target(of: text, from: place)
          else { continue }
          result[target, default: []].append(place)
        }
      }
    }
    return result
  }
}
