import JSONSchema
import OpenAPI
import OrderedCollections

/// Everything that the techniques need to know about one operation.
struct OperationContext {
  let operation: Operation
  let sampler: Sampler
  let validator: SchemaValidator
  let expectations: StatusExpectations
  /// The scheme names that every request applies.
  let securitySchemes: [String]
  /// In the document's order, without those that ``ParameterPolicy`` ignores.
  let parameters: [ParameterInput]
  let body: BodyInput?
  /// Why there is no ``body`` though the document has one.
  let bodyOmission: Unbuildable?
  /// Path parameter → where its value comes from at run time.
  let produced: [String: ResourceProducer]
  /// The media type to ask for where the server could choose another one than JSON.
  let accept: String?

  /// The content's declared properties that a client may leave out and may send.
  let optionalMembers: [String]

  init(_ operation: Operation, on basis: DesignBasis, produced: [String: ResourceProducer]) {
    let declared = basis.document.securitySchemes
    let schemes = SecurityChoice.schemes(for: operation, declared: declared)
    let templates = ParameterTemplates(sampler: basis.sampler, validator: basis.validator)
    self.operation = operation
    self.produced = produced
    sampler = basis.sampler
    validator = basis.validator
    expectations = StatusExpectations(operation, schemas: basis.schemas)
    securitySchemes = schemes
    accept = Self.accept(of: operation)
    parameters = operation.parameters.filter { parameter in
      !ParameterPolicy.isIgnored(parameter)
        && !SecurityChoice.covers(parameter, with: schemes, declared: declared)
    }.map { parameter in
      var input = templates.input(parameter)
      let alternatives = operation.security.flatMap(\.schemes.keys)
      input.isCredential = SecurityChoice.covers(parameter, with: alternatives, declared: declared)
      return input
    }
    switch Self.body(of: operation, sampler: basis.sampler) {
    case .success(let input): (body, bodyOmission) = (input, nil)
    case .failure(let omission): (body, bodyOmission) = (nil, omission)
    }
    optionalMembers = Self.optionalMembers(of: body, basis.sampler)
  }

  private static func optionalMembers(of body: BodyInput?, _ sampler: Sampler) -> [String] {
    guard let schema = body?.schema else { return [] }
    let view = sampler.resolvedView(of: schema)
    return view.properties.keys.filter { name in
      !view.required.contains(name)
        && !sampler.resolvedView(of: view.properties[name] ?? []).isReadOnly
    }
  }

  /// Whether a request with these values names something in its path that nobody created for it.
  ///
  /// Only a path that ends in the created thing is certain: `/pets/{id}/owner` may have no answer.
  func mayBeMissing(_ values: RequestValues) -> Bool {
    let pathParameters = parameters.enumerated().filter { $0.element.parameter.location == .path }
    guard !pathParameters.isEmpty else { return false }
    let isProduced = pathParameters.allSatisfy { index, input in
      values.parameters[index] == nil && produced[input.name] != nil
    }
    return !isProduced || !operation.path.hasSuffix("}")
  }

  /// The content to design for: the preferred media type, unless the method gives it no meaning.
  private static func body(
    of operation: Operation,
    sampler: Sampler
  ) -> Result<BodyInput?, Unbuildable> {
    guard let body = operation.requestBody else { return .success(nil) }
    // RFC 9110 §9.3: content of these has no defined meaning; of DELETE only when it is demanded.
    let isMeaningless =
      ["GET", "HEAD", "TRACE"].contains(operation.method)
      || (operation.method == "DELETE" && !body.isRequired)
    guard !isMeaningless else {
      return body.isRequired
        ? .failure(Unbuildable(reason: "content of \(operation.method) has no defined meaning"))
        : .success(nil)
    }
    guard let object = ContentSerialiser.choose(from: body.content) else {
      let types = body.content.map(\.mediaType).joined(separator: ", ")
      return .failure(Unbuildable(reason: "request content of \(types) is not supported yet"))
    }
    let view = object.schema.map { sampler.resolvedView(of: $0) }
    let serialiser = ContentSerialiser { name in
      (view?.properties[name] ?? []).contains { id in
        let property = sampler.resolvedView(of: id)
        return property.formats.contains("binary")
          || (property.contentMediaType != nil && property.contentEncoding == nil)
      }
    }
    return .success(
      BodyInput(
        object: object,
        schema: object.schema,
        isRequired: body.isRequired,
        serialiser: serialiser
      )
    )
  }

  private static func accept(of operation: Operation) -> String? {
    let offered = operation.responses.filter { response in
      switch response.status {
      case .code(let code): (200..<300).contains(code)
      case .range(let hundred): hundred == 2
      case .default: false
      }
    }.flatMap(\.content).map(\.mediaType)
    let isChoice = offered.contains { !MediaType($0).isJSON }
    return isChoice ? offered.first { MediaType($0).isJSON } : nil
  }
}
