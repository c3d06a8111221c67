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
      for (input, value) in zip(parameters, values.parameters) {
        try add(input, value, to: &request)
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
