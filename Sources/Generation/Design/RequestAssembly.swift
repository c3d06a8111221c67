import JSONSchema
import OpenAPI

extension OperationContext {
  /// Writes the values into a complete request.
  ///
  /// - Throws: when a value has no form at its place.
  func request(_ values: RequestValues) throws(Unbuildable) -> CaseRequest {
    var request = CaseRequest(
      method: operation.method,
      pathTemplate: operation.sentPath,
      securitySchemes: securitySchemes
    )
    if let accept {
      request.headers.append(HeaderArgument(name: "Accept", value: accept))
    }
    do throws(SerialisationError) {
      // An object in the query is written as its members, which may be called like a parameter.
      var owners: [String: String] = [:]
      for (input, value) in zip(parameters, values.parameters) {
        let count = request.query.count
        try add(input, value, to: &request)
        for argument in request.query[count...] {
          guard owners.updateValue(input.name, forKey: argument.name) ?? input.name == input.name
          else {
            throw SerialisationError(
              reason:
                "a member of an object in the query is called \(argument.name), like another parameter"
            )
          }
        }
      }
      if let body, let value = values.body {
        request.content = try body.serialiser.serialise(value, as: body.object)
      }
    } catch {
      throw Unbuildable(reason: error.reason)
    }
    return request
  }

  private func add(
    _ input: ParameterInput,
    _ value: JSONValue?,
    to request: inout CaseRequest
  ) throws(SerialisationError) {
    guard let value else {
      if let producer = produced[input.name], input.parameter.location == .path {
        request.pathParameters.append(
          PathArgument(name: input.name, source: .produced(producer))
        )
      }
      return
    }
    switch try ParameterSerialiser.serialise(value, as: input.form) {
    case .path(let text):
      request.pathParameters.append(PathArgument(name: input.name, source: .literal(text)))
    case .query(let pairs):
      request.query += pairs.map {
        QueryArgument(name: $0.name, value: $0.value, isEncoded: $0.isEncoded)
      }
    case .header(let text):
      request.headers.append(HeaderArgument(name: input.name, value: text))
    case .cookie(let pair):
      request.cookies.append(HeaderArgument(name: pair.name, value: pair.value))
    }
  }
}
