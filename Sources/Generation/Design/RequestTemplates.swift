import JSONSchema
import OpenAPI
import OrderedCollections

extension OperationContext {
  /// A request with what is required and nothing else.
  func requiredOnly(salt: String) throws(Unbuildable) -> RequestValues {
    var values = try requiredParameters()
    if let body, body.isRequired {
      values.body = try sampleBody(.requiredOnly, salt: salt)
    }
    return values
  }

  /// A request with everything that is documented and can be built.
  func allFields(salt: String) throws(Unbuildable) -> RequestValues {
    var values = try requiredParameters()
    for (index, input) in parameters.enumerated() where values.parameters[index] == nil {
      if !isProduced(input), !input.isInvented, case .success(let value) = input.template {
        values.parameters[index] = value
      }
    }
    if body != nil {
      values.body = try sampleBody(.allFields, salt: salt)
    }
    return values
  }

  /// A valid content, in the form that its media type can carry.
  func sampleBody(_ fill: Sampler.Fill, salt: String) throws(Unbuildable) -> JSONValue {
    try body { (schema, attempt) throws(SamplingError) in
      try sampler.sample(schema, fill: fill, salt: "\(operation.id) \(salt)\(attempt)")
    }
  }

  /// A valid content with the required members and one optional one.
  func sampleBody(including member: String, salt: String) throws(Unbuildable) -> JSONValue {
    try body { (schema, attempt) throws(SamplingError) in
      try sampler.sample(
        schema,
        includingOptional: [member],
        salt: "\(operation.id) \(salt)\(attempt)"
      )
    }
  }

  /// Whether a request must have anything but produced path values.
  var hasRequiredInput: Bool {
    body?.isRequired == true || parameters.contains { $0.isRequired && !isProduced($0) }
  }

  /// A request with the required parameters and no content.
  func requiredParameters() throws(Unbuildable) -> RequestValues {
    if let bodyOmission, operation.requestBody?.isRequired == true { throw bodyOmission }
    var values = RequestValues(parameters: Array(repeating: nil, count: parameters.count))
    for (index, input) in parameters.enumerated() where input.isRequired && !isProduced(input) {
      values.parameters[index] = try input.template.get()
    }
    return values
  }

  func isProduced(_ input: ParameterInput) -> Bool {
    input.parameter.location == .path && produced[input.name] != nil
  }

  private func body(
    _ sample: (SchemaID, String) throws(SamplingError) -> JSONValue
  ) throws(Unbuildable) -> JSONValue {
    guard let body else { throw Unbuildable(reason: "the operation has no content") }
    guard let schema = body.schema else { return try valueWithoutSchema(body) }
    var reason = ""
    for attempt in 0..<DesignLimits.samplingAttemptsMax {
      let value: JSONValue
      do throws(SamplingError) {
        value = try sample(schema, attempt == 0 ? "" : " attempt \(attempt)")
      } catch {
        let place = error.pointer.isRoot ? "" : " at \(error.pointer)"
        throw Unbuildable(reason: "no valid content could be built\(place): \(error.reason)")
      }
      do throws(SerialisationError) {
        _ = try body.serialiser.serialise(value, as: body.object)
        return value
      } catch {
        if let rest = withoutFormlessMembers(value, body, schema) { return rest }
        reason = error.reason
      }
    }
    throw Unbuildable(reason: "no valid content could be built: \(reason)")
  }

  /// The object without the members that have no form in the media type, if it is valid then.
  private func withoutFormlessMembers(
    _ value: JSONValue,
    _ body: BodyInput,
    _ schema: SchemaID
  ) -> JSONValue? {
    guard let object = value.objectValue else { return nil }
    let rest = object.filter { member in
      let alone = JSONValue.object(JSONObject([(member.key, member.value)]))
      return (try? body.serialiser.serialise(alone, as: body.object)) != nil  // No form: left out.
    }
    let value = JSONValue.object(JSONObject(rest.map { ($0.key, $0.value) }))
    return !rest.isEmpty && validator.isValid(value, against: schema) ? value : nil
  }

  private func valueWithoutSchema(_ body: BodyInput) throws(Unbuildable) -> JSONValue {
    if let example = body.object.examples.first { return example.value }
    if body.mediaType.isText || body.mediaType.isBytes { return "text" }
    throw Unbuildable(reason: "the content has neither a schema nor an example")
  }
}
