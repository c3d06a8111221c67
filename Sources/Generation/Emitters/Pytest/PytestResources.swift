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

  /// The fixtures that fill a request's path.
  mutating func arguments(of request: CaseRequest) -> [PytestPlan.Argument] {
    var arguments: [PytestPlan.Argument] = []
    for argument in request.pathParameters {
      if case .produced(let producer) = argument.source {
        arguments.append(.init(parameter: argument.name, fixture: fixture(for: producer)))
      }
    }
    return arguments
  }

  /// The fixture of a producer; equal producers share one.
  mutating func fixture(for producer: ResourceProducer) -> String {
    let arguments = arguments(of: producer.request)
    var data: JSONObject = [
      "operation": .string(producer.operation),
      "request": .object(PytestData.request(producer.request, arguments: arguments)),
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
      Resource(name: name, producer: producer, dependencies: arguments.fixtures, data: data)
    )
    return name
  }

  /// The data of a request; values of fixtures are `{names}` in its path.
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
        PytestData.request(
          request,
          arguments: [.init(parameter: cleanUp.parameterName, fixture: fixture)]
        )
      ),
    ]
  }
}
