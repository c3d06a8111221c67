import JSONSchema

/// The resources that fixtures create before a test and remove after it, each with its fixture.
struct PytestResources {
  struct Resource {
    /// The fixture's name and the key in `data/resources.json`.
    var name: String
    var producer: ResourceProducer
    /// The fixtures that this one needs itself.
    var dependencies: [String]
    var data: JSONObject
  }

  /// What a resource needs stands before it.
  private(set) var all: [Resource] = []
  private var nameByData: [String: String] = [:]
  private var names = UniqueNames(reserved: PythonText.reservedNames)

  /// The fixtures that fill a request's path, in the order of its arguments, each once.
  mutating func fixtures(of request: CaseRequest) -> [String] {
    var fixtures: [String] = []
    for argument in request.pathParameters {
      guard case .produced(let producer) = argument.source else { continue }
      let name = fixture(for: producer)
      if !fixtures.contains(name) { fixtures.append(name) }
    }
    return fixtures
  }

  /// The fixture of a producer; equal producers share one.
  mutating func fixture(for producer: ResourceProducer) -> String {
    let dependencies = fixtures(of: producer.request)
    var data: JSONObject = [
      "operation": .string(producer.operation),
      "request": .object(requestData(producer.request)),
      "pointer": .string(producer.responsePointer.description),
    ]
    let wanted = Slug.words(producer.fixtureName, characterCountMax: 40)
    let key = JSONValue.object(data).serialized() + cleanUpKey(producer.cleanUp) + wanted
    if let name = nameByData[key] { return name }
    let isName = wanted.first?.isLetter == true
    let name = names.name(for: key, wanted: isName ? wanted : "resource_\(wanted)")
    nameByData[key] = name
    data["clean_up"] = producer.cleanUp.map {
      .object(cleanUpData($0, of: producer, fixture: name))
    }
    all.append(
      Resource(name: name, producer: producer, dependencies: dependencies, data: data)
    )
    return name
  }

  /// The data of a request; values of fixtures are `{names}` in its path.
  private mutating func requestData(_ request: CaseRequest) -> JSONObject {
    PytestData.request(request, fixtureNames: fixtureNames(of: request))
  }

  /// Path parameter → fixture.
  mutating func fixtureNames(of request: CaseRequest) -> [String: String] {
    var names: [String: String] = [:]
    for argument in request.pathParameters {
      if case .produced(let producer) = argument.source {
        names[argument.name] = fixture(for: producer)
      }
    }
    return names
  }

  private func cleanUpKey(_ cleanUp: CleanUp?) -> String {
    guard let cleanUp else { return "" }
    return "\(cleanUp.method) \(cleanUp.pathTemplate) \(cleanUp.securitySchemes)"
  }

  private func cleanUpData(_ cleanUp: CleanUp, of producer: ResourceProducer, fixture: String)
    -> JSONObject
  {
    let request = CaseRequest(
      method: cleanUp.method,
      pathTemplate: cleanUp.pathTemplate,
      pathParameters: [PathArgument(name: cleanUp.parameterName, source: .produced(producer))],
      securitySchemes: cleanUp.securitySchemes
    )
    return [
      "operation": .string("\(cleanUp.method) \(cleanUp.pathTemplate)"),
      "request": .object(
        PytestData.request(request, fixtureNames: [cleanUp.parameterName: fixture])
      ),
    ]
  }
}
