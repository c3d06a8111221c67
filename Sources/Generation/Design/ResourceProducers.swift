import JSONSchema
import OpenAPI
import OrderedCollections

/// Finds for path parameters the request that creates what they name.
///
/// A link of the document counts first, then habit: `POST /pets` makes the `{id}` of `/pets/{id}`
/// when its answer has a field that fits by name and type.
struct ResourceProducers: Sendable {
  /// By ``key(of:_:_:)``; paths below the same collection with the same parameter share one.
  private var producers: [String: ResourceProducer] = [:]
  private let sampler: Sampler

  init(on basis: DesignBasis) {
    var search = ProducerSearch(basis: basis)
    sampler = basis.sampler
    for operation in basis.document.operations {
      for parameter in operation.parameters where parameter.location == .path {
        guard let prefix = Self.prefix(of: parameter, in: operation.path) else { continue }
        let key = key(of: parameter, prefix)
        guard producers[key] == nil else { continue }
        producers[key] = search.producer(of: parameter, in: operation, prefix: prefix)
      }
    }
  }

  /// The producers of an operation's path parameters, by name.
  func producers(for operation: Operation) -> [String: ResourceProducer] {
    var found: [String: ResourceProducer] = [:]
    for parameter in operation.parameters where parameter.location == .path {
      guard let prefix = Self.prefix(of: parameter, in: operation.path) else { continue }
      found[parameter.name] = producers[key(of: parameter, prefix)]
    }
    return found
  }

  /// With the types: documents may have a text here and a number there for one parameter.
  private func key(of parameter: Parameter, _ prefix: String) -> String {
    let types = parameter.schema.map { sampler.resolvedView(of: $0).types } ?? .all
    return "\(prefix)/{\(ResourceNaming.normalised(parameter.name))} \(types.rawValue)"
  }

  /// The collection's path before a parameter that is a whole segment written plainly, when nothing
  /// in it has to be filled itself: `/pets` for `/pets/{id}/photos`.
  private static func prefix(of parameter: Parameter, in path: String) -> String? {
    guard parameter.style == .simple, parameter.content == nil else { return nil }
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let index = segments.firstIndex(of: "{\(parameter.name)}"[...]) else { return nil }
    let prefix = segments[..<index].joined(separator: "/")
    return prefix.isEmpty || prefix.contains("{") ? nil : prefix
  }
}

/// The search for one document's producers; it hands out the fixture names.
private struct ProducerSearch {
  private let basis: DesignBasis
  private var fixtureNames: Set<String> = []
  /// By creating operation and pointer: `{id}` and `{petId}` of one collection are one fixture.
  private var made: [String: ResourceProducer] = [:]
  private let creators: [String: Operation]

  init(basis: DesignBasis) {
    self.basis = basis
    // What the user excludes is not called, not even to prepare a case.
    let posts = basis.document.operations.filter {
      $0.method == "POST" && !$0.path.contains("{") && !basis.options.excludes($0)
    }
    creators = Dictionary(posts.map { (Self.trimmed($0.path), $0) }) { first, _ in first }
  }

  mutating func producer(
    of parameter: Parameter,
    in consumer: Operation,
    prefix: String
  ) -> ResourceProducer? {
    for candidate in candidates(prefix, consumer) {
      guard let response = creatingResponse(of: candidate),
        let pointer = linked(parameter, consumer, response)
          ?? inferred(parameter, response, prefix, from: candidate)
      else { continue }
      let key = "\(candidate.id) \(pointer)"
      if let known = made[key] { return known }
      guard let request = request(of: candidate) else { continue }
      let producer = ResourceProducer(
        fixtureName: fixtureName(prefix, pointer),
        operation: candidate.id,
        request: request,
        responsePointer: pointer,
        cleanUp: cleanUp(prefix)
      )
      made[key] = producer
      return producer
    }
    return nil
  }

  /// POST operations that link to the consumer, then the one on the collection's path.
  private func candidates(_ prefix: String, _ consumer: Operation) -> [Operation] {
    let creator = creators[Self.trimmed(prefix)]
    let linking = creators.values.filter { operation in
      operation.path != creator?.path
        && operation.responses.contains { $0.links.contains { $0.target == consumer.id } }
    }.sorted { $0.path < $1.path }
    return (creator.map { [$0] } ?? []) + linking
  }

  /// The answer that carries what was created; none when creation only begins (202).
  private func creatingResponse(of operation: Operation) -> Response? {
    operation.responses.first { response in
      let isSuccess = [.code(200), .code(201), .range(2)].contains(response.status)
      return isSuccess && response.content.contains { MediaType($0.mediaType).isJSON }
    }
  }

  // MARK: - The field of the answer

  private func linked(
    _ parameter: Parameter,
    _ consumer: Operation,
    _ response: Response
  ) -> JSONPointer? {
    for link in response.links where link.target == consumer.id {
      let names = [parameter.name, "path.\(parameter.name)"]
      for name in names {
        guard let expression = link.parameters[name]?.stringValue,
          expression.hasPrefix("$response.body#")
        else { continue }
        return JSONPointer(String(expression.dropFirst("$response.body#".count)))
      }
    }
    return nil
  }

  private func inferred(
    _ parameter: Parameter,
    _ response: Response,
    _ prefix: String,
    from creator: Operation
  ) -> JSONPointer? {
    guard creator.path == prefix || Self.trimmed(creator.path) == Self.trimmed(prefix),
      let resource = ResourceNaming.resource(of: prefix),
      let content = response.content.first(where: { MediaType($0.mediaType).isJSON }),
      let schema = content.schema
    else { return nil }
    let names = ResourceNaming.fieldNames(for: parameter.name, of: resource)
    let view = basis.sampler.resolvedView(of: schema)
    if let field = field(names, in: view, for: parameter) {
      return JSONPointer(tokens: [field])
    }
    // Answers that wrap what they carry.
    for wrapper in ["data", "result", "item", ResourceNaming.normalised(resource)] {
      guard
        let key = view.properties.keys.first(where: { ResourceNaming.normalised($0) == wrapper }),
        let inner = view.properties[key]?.first,
        let field = field(names, in: basis.sampler.resolvedView(of: inner), for: parameter)
      else { continue }
      return JSONPointer(tokens: [key, field])
    }
    return nil
  }

  private func field(
    _ names: [String],
    in view: SchemaView,
    for parameter: Parameter
  ) -> String? {
    for name in names {
      for (key, schemas) in view.properties where ResourceNaming.normalised(key) == name {
        guard let id = schemas.first else { continue }
        let types = basis.sampler.resolvedView(of: id).types
        if fits(types, parameter) { return key }
      }
    }
    return nil
  }

  /// A text or a whole number, and no text where the parameter is a number.
  private func fits(_ types: JSONTypeSet, _ parameter: Parameter) -> Bool {
    let wanted = parameter.schema.map { basis.sampler.resolvedView(of: $0).types } ?? .all
    let scalars: JSONTypeSet = [.string, .integer]
    let given = types.intersection(scalars)
    guard !given.isEmpty, types.isDisjoint(with: [.array, .object, .boolean]) else { return false }
    return wanted.contains(.string) || !given.isDisjoint(with: wanted)
  }

  // MARK: - The parts of a producer

  private func request(of creator: Operation) -> CaseRequest? {
    let context = OperationContext(creator, on: basis, produced: [:])
    // Without a valid request there is no producer; the creator's own suite says why.
    guard let values = try? context.requiredOnly(salt: "fixture") else { return nil }
    return try? context.request(values)
  }

  private func cleanUp(_ prefix: String) -> CleanUp? {
    let delete = basis.document.operations.first { operation in
      let isItem =
        operation.path.hasPrefix(prefix + "/{") && operation.path.hasSuffix("}")
        && !operation.path.dropFirst(prefix.count + 1).contains("/")
      return operation.method == "DELETE" && isItem && !basis.options.excludes(operation)
        && operation.requestBody?.isRequired != true
        && operation.parameters.allSatisfy { $0.location == .path || !$0.isRequired }
    }
    guard let delete, let parameter = delete.parameters.first(where: { $0.location == .path })
    else { return nil }
    return CleanUp(
      method: delete.method,
      pathTemplate: delete.path,
      parameterName: parameter.name,
      securitySchemes: SecurityChoice.schemes(for: delete, declared: basis.document.securitySchemes)
    )
  }

  /// `pet_id`; numbered when another collection has taken the name.
  private mutating func fixtureName(_ prefix: String, _ pointer: JSONPointer) -> String {
    let resource = ResourceNaming.snakeCase(ResourceNaming.resource(of: prefix) ?? "resource")
    let field = ResourceNaming.snakeCase(pointer.lastToken ?? "id")
    let base = field.hasPrefix(resource) ? field : "\(resource)_\(field)"
    var name = base
    var number = 2
    while !fixtureNames.insert(name).inserted {
      name = "\(base)_\(number)"
      number += 1
    }
    return name
  }

  private static func trimmed(_ path: String) -> String {
    path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}
