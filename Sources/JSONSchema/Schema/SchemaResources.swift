/// The names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor` (2020-12 core §8.2).
///
/// They are looked for only where schemas stand, since the same words inside an `enum` or an example
/// are data.
struct SchemaResources {
  /// Base URI → root of the resource; the document itself has the empty pointer.
  private var roots: [URIReference: JSONPointer] = [:]
  /// Roots inside the document that name themselves, by place.
  private var embedded: [JSONPointer: URIReference] = [:]
  /// Other documents that hang inside this one, by place.
  private var mounted: [JSONPointer: URIReference] = [:]
  private var documentBase: URIReference
  private let failures: [URIReference: String]
  /// URI with the anchor as its fragment → schema.
  private var anchors: [URIReference: JSONPointer] = [:]
  /// Dynamic anchor → every schema that has it. The name is empty for `$recursiveAnchor: true`.
  private(set) var dynamicAnchors: [String: [JSONPointer]] = [:]

  private let dialect: SchemaDialect

  init(
    document: JSONValue,
    dialect: SchemaDialect,
    componentRoots: [JSONPointer],
    documents: SchemaDocuments = SchemaDocuments()
  ) {
    self.dialect = dialect
    documentBase = documents.base.withoutFragment
    failures = documents.failures
    roots[documentBase] = .root
    for mount in documents.mounts {
      for location in mount.locations { roots[location] = mount.pointer }
      mounted[mount.pointer] = mount.locations.last
    }
    guard dialect.identifierKeyword != nil else { return }
    if dialect.isOpenAPI {
      if let base = document["$self"]?.stringValue {
        documentBase = URIReference(base).resolved(against: documentBase).withoutFragment
        roots[documentBase] = .root
      }
      let scan = DocumentScan(
        componentRoots: Set(componentRoots),
        mountsPlace: documents.place,
        base: documentBase
      )
      scanDocument(document, at: .root, scan)
      for mount in documents.mounts { scanMount(mount, of: document, scan) }
    } else {
      scan(document, at: .root, base: documentBase)
    }
  }

  /// The root of the innermost embedded resource around a place; `nil` for the document's own.
  func embeddedRoot(around pointer: JSONPointer) -> JSONPointer? {
    guard !embedded.isEmpty else { return nil }
    var candidate: JSONPointer? = pointer
    while let place = candidate {
      if embedded[place] != nil { return place }
      candidate = place.parent
    }
    return nil
  }

  /// The URI that references at a place are relative to.
  private func base(around pointer: JSONPointer) -> URIReference {
    guard !embedded.isEmpty || !mounted.isEmpty else { return documentBase }
    var candidate: JSONPointer? = pointer
    while let place = candidate {
      if let base = embedded[place] ?? mounted[place] { return base }
      candidate = place.parent
    }
    return documentBase
  }

  /// Where a reference leads from a place, be there something or not.
  func target(of reference: String, from place: JSONPointer) -> ReferenceTarget {
    if let (pointer, _) = resolve(reference, from: place) { return .place(pointer) }
    let document = URIReference(reference).resolved(against: base(around: place)).withoutFragment
    return roots[document] == nil ? .elsewhere(reason: failures[document]) : .unknownAnchor
  }

  /// Where a reference leads from a place: the pointer, and the anchor when it names one.
  ///
  /// `nil` when it leaves the document or its anchor does not exist. What the pointer leads to may
  /// still be missing.
  func resolve(_ reference: String, from place: JSONPointer) -> (JSONPointer, anchor: String?)? {
    let target = URIReference(reference).resolved(against: base(around: place))
    guard let root = roots[target.withoutFragment],
      let fragment = PercentEncoding.decode(target.fragment ?? "")
    else { return nil }
    if let pointer = JSONPointer(fragment) { return (root.appending(contentsOf: pointer), nil) }
    var anchor = target
    anchor.fragment = fragment
    return anchors[anchor].map { ($0, fragment) }
  }
}

// MARK: - Scanning

extension SchemaResources {
  /// What stays the same while one OpenAPI document is looked through.
  private struct DocumentScan {
    var componentRoots: Set<JSONPointer>
    var mountsPlace: JSONPointer?
    var base: URIReference
  }

  /// Looks for schemas in another document, which may itself be one.
  private mutating func scanMount(
    _ mount: SchemaDocuments.Mount,
    of document: JSONValue,
    _ scan: DocumentScan
  ) {
    guard let value = document.value(at: mount.pointer), let location = mount.locations.last else {
      return
    }
    if ["$schema", "$id", "$anchor", "$defs", "type", "properties", "allOf"].contains(where: {
      value[$0] != nil
    }) {
      self.scan(value, at: mount.pointer, base: location)
    } else {
      var scan = scan
      scan.base = location
      scanDocument(value, at: mount.pointer, scan)
    }
  }

  /// Looks for schemas in an OpenAPI document.
  private mutating func scanDocument(
    _ value: JSONValue,
    at pointer: JSONPointer,
    _ document: DocumentScan
  ) {
    switch value {
    case .object(let object):
      guard pointer != document.mountsPlace else { return }
      let holdsSchemas = document.componentRoots.contains(pointer)
      for (key, child) in object {
        switch key {
        case _ where holdsSchemas, "schema", "itemSchema":
          scan(child, at: pointer.appending(key), base: document.base)
        case "example", "examples", "value", "default": break
        default:
          scanDocument(child, at: pointer.appending(key), document)
        }
      }
    case .array(let elements):
      guard pointer != document.mountsPlace else { return }
      for (index, child) in elements.enumerated() {
        scanDocument(child, at: pointer.appending(index), document)
      }
    default: break
    }
  }

  private mutating func scan(_ value: JSONValue, at pointer: JSONPointer, base: URIReference) {
    guard case .object(let object) = value else { return }
    let base = identify(object, at: pointer, base: base)
    for (keyword, child) in object {
      guard let shape = SubschemaShape.of(keyword) else { continue }
      let place = pointer.appending(keyword)
      switch (shape, child) {
      case (.map, .object(let members)):
        for (name, schema) in members { scan(schema, at: place.appending(name), base: base) }
      case (.map, _): break
      case (.schemas, .array(let elements)):
        for (index, schema) in elements.enumerated() {
          scan(schema, at: place.appending(index), base: base)
        }
      case (.schemas, _): scan(child, at: place, base: base)
      }
    }
  }

  /// Notes the names of one schema and answers with the base URI inside it.
  private mutating func identify(
    _ object: JSONObject,
    at pointer: JSONPointer,
    base: URIReference
  ) -> URIReference {
    if dialect.ignoresReferenceSiblings, object["$ref"]?.stringValue != nil { return base }
    var base = base
    if let keyword = dialect.identifierKeyword, let text = object[keyword]?.stringValue {
      let identifier = URIReference(text).resolved(against: base)
      if text.hasPrefix("#") {
        anchors[identifier] = pointer
      } else {
        base = identifier.withoutFragment
        roots[base] = pointer
        if let fragment = identifier.fragment, !fragment.isEmpty { anchors[identifier] = pointer }
        if pointer.isRoot {
          documentBase = base
        } else {
          embedded[pointer] = base
        }
      }
    }
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let name = object[keyword]?.stringValue else { continue }
      var anchor = base
      anchor.fragment = name
      anchors[anchor] = pointer
      if keyword == "$dynamicAnchor" { dynamicAnchors[name, default: []].append(pointer) }
    }
    if object["$recursiveAnchor"] == .bool(true) { dynamicAnchors["", default: []].append(pointer) }
    return base
  }
}

/// How subschemas stand under a keyword.
private enum SubschemaShape {
  /// A schema, or an array of them.
  case schemas
  /// An object whose members are schemas.
  case map

  static func of(_ keyword: String) -> SubschemaShape? {
    switch keyword {
    case "additionalItems", "additionalProperties", "allOf", "anyOf", "contains", "contentSchema",
      "else", "if", "items", "not", "oneOf", "prefixItems", "propertyNames", "then",
      "unevaluatedItems", "unevaluatedProperties":
      .schemas
    case "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties",
      "properties":
      .map
    default: nil
    }
  }
}
