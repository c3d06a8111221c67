/// Reads schemas out of a document into an arena, whatever dialect they are written in.
///
/// Compiling is lazy: a schema is read when it is asked for or reached by a reference, once for each
/// place. Nonsense is tolerated: it is reported in ``problems`` and read around.
package struct SchemaCompiler {
  /// Most problems that are kept.
  static let problemsMax = 10_000

  package internal(set) var problems: [SchemaProblem] = []

  let document: JSONValue
  let dialect: SchemaDialect
  let componentRoots: [JSONPointer]
  let resources: SchemaResources
  /// Place → name of the schemas that are whole documents.
  private let documentNames: [JSONPointer: String]
  private var schemas: [Schema] = []
  private var ids: [JSONPointer: SchemaID] = [:]
  private var pending: [Site] = []
  /// Component → the components that extend it by `allOf`; made when first needed.
  var inheritors: [JSONPointer: [JSONPointer]]?
  /// Pattern → why it cannot be compiled, `nil` when it can.
  var patternFaults: [String: String?] = [:]
  private var reportedKeywords: Set<String> = []

  /// A schema whose name is given out and that is still to be read.
  struct Site {
    var id: SchemaID
    var value: JSONValue
    var pointer: JSONPointer
    /// Stands in the document, so that others that point to the place get the same schema.
    var isShared: Bool
  }

  /// - Parameter componentRoots: the objects whose members are named schemas, such as
  ///   `/components/schemas`.
  package init(
    document: JSONValue,
    dialect: SchemaDialect,
    componentRoots: [JSONPointer],
    documents: SchemaDocuments = SchemaDocuments()
  ) {
    self.document = document
    self.dialect = dialect
    self.componentRoots = componentRoots
    documentNames = Dictionary(documents.mounts.map { ($0.pointer, $0.name) }) { first, _ in first }
    resources = SchemaResources(
      document: document,
      dialect: dialect,
      componentRoots: componentRoots,
      documents: documents
    )
  }

  /// Compiles the schema at a place of the document, and all that it reaches.
  package mutating func compile(at pointer: JSONPointer) -> SchemaID {
    let id = reserve(pointer)
    readPending()
    return id
  }

  /// Compiles a schema that was made up; its references lead into the document.
  ///
  /// - Parameter pointer: where it comes from, for messages.
  package mutating func compile(_ value: JSONValue, at pointer: JSONPointer) -> SchemaID {
    let id = reserve(value, at: pointer, isShared: false)
    readPending()
    return id
  }

  /// Where a reference leads that stands at a place of the document.
  package func target(of reference: String, at place: JSONPointer) -> ReferenceTarget {
    resources.target(of: reference, from: place)
  }

  /// A schema that has been compiled.
  package subscript(id: SchemaID) -> Schema { schemas[id.index] }

  /// The schemas compiled so far. Call it once, at the end.
  ///
  /// Schemas that contain themselves without going deeper into the instance are taken apart here and
  /// long chains are cut, so that whatever follows the arena's references may recurse.
  package mutating func arena() -> SchemaArena {
    var breaker = CycleBreaker(schemas: schemas)
    breaker.run()
    schemas = breaker.schemas
    for pointer in breaker.cutPlaces {
      report(
        "This schema contains itself without going deeper into the value; the repetition is ignored.",
        at: pointer,
        as: .recursion
      )
    }
    for pointer in breaker.overlongPlaces {
      report(
        "More than \(CycleBreaker.chainMax) schemas refer to each other from here; what lies beyond is ignored.",
        at: pointer,
        as: .recursion
      )
    }
    return SchemaArena(schemas: schemas)
  }

  // MARK: Reserving and reading

  /// The name of the schema at a place; it is read later.
  mutating func reserve(_ pointer: JSONPointer) -> SchemaID {
    if let id = ids[pointer] { return id }
    guard let value = document.value(at: pointer) else {
      var schema = Schema(pointer: pointer)
      schema.unresolvedReference = pointer.uriFragment
      report("There is no schema at this place.", at: pointer, as: .unresolvedReference)
      let id = add(schema)
      ids[pointer] = id
      return id
    }
    return reserve(value, at: pointer, isShared: true)
  }

  mutating func reserve(
    _ value: JSONValue,
    at pointer: JSONPointer,
    isShared: Bool
  ) -> SchemaID {
    if isShared, let id = ids[pointer] { return id }
    var schema = Schema(pointer: pointer)
    if isShared, let parent = pointer.parent, componentRoots.contains(parent) {
      schema.name = pointer.lastToken
    } else if isShared, !documentNames.isEmpty {
      schema.name = documentNames[pointer]
    }
    let id = add(schema)
    if isShared { ids[pointer] = id }
    pending.append(Site(id: id, value: value, pointer: pointer, isShared: isShared))
    return id
  }

  mutating func add(_ schema: Schema) -> SchemaID {
    schemas.append(schema)
    return SchemaID(index: schemas.count - 1)
  }

  /// Reads what is reserved until nothing is left; a work list, so that long chains need no stack.
  private mutating func readPending() {
    var next = 0
    while next < pending.count {
      let site = pending[next]
      next += 1
      schemas[site.id.index] = read(site)
    }
    pending = []
  }

  private mutating func read(_ site: Site) -> Schema {
    var schema = schemas[site.id.index]
    switch site.value {
    case .bool(let accepts):
      schema.acceptsNothing = !accepts
    case .object(let object):
      read(KeywordSource(object: object, pointer: site.pointer, isShared: site.isShared), &schema)
    default:
      report(
        "Expected a schema, but found \(site.value.excerpt); it claims nothing.",
        at: site.pointer
      )
    }
    return schema
  }

  /// Reports a keyword of another dialect at the first place only: who writes it once does so everywhere.
  mutating func reportOnce(_ keyword: String, _ message: String, at pointer: JSONPointer) {
    guard reportedKeywords.insert(keyword).inserted else { return }
    report(message + " This holds for every other place, too.", at: pointer, as: .foreignKeyword)
  }

  mutating func report(
    _ message: String,
    at pointer: JSONPointer,
    as kind: SchemaProblem.Kind = .malformedKeyword
  ) {
    guard problems.count < Self.problemsMax else { return }
    problems.append(SchemaProblem(kind, pointer: pointer, message: message))
  }
}

extension JSONValue {
  /// The value for a message, in a few words.
  var excerpt: String {
    switch self {
    case .array(let elements) where !elements.isEmpty: return "an array of \(elements.count)"
    case .object(let object) where !object.isEmpty: return "an object of \(object.count)"
    default: break
    }
    let text = serialized()
    return text.utf8.count <= 60 ? text : "\(text.prefix(56))…"
  }
}
