import JSONSchema
import OpenAPI
import OrderedCollections

/// Proves that a request with one mistake is invalid in the form in which it is sent.
///
/// What the validator says of a value is not enough: `5` for a string is a mistake in JSON and none
/// in a query. A case is kept only if *no* reading of the wire form is valid.
struct NegativeProof {
  var context: OperationContext

  /// - Throws: when the mistake is not certain to be seen; the reason says why.
  func check(_ values: RequestValues, mistakeIn target: RequestTarget) throws(Unbuildable) {
    do throws(SerialisationError) {
      switch target {
      case .parameter(let index):
        try check(values.parameters[index], of: context.parameters[index])
      case .body:
        guard let body = context.body else { preconditionFailure("a mistake needs its place") }
        try check(values.body, of: body)
      }
    } catch {
      throw Unbuildable(reason: error.reason)
    }
  }

  // MARK: - Parameters

  private func check(
    _ value: JSONValue?,
    of input: ParameterInput
  ) throws(SerialisationError) {
    guard let value else { return try checkAbsent(input) }
    guard let schema = input.schema else {
      throw Self.certain("a parameter without schema takes any value")
    }
    try refuseIfTypeIsLost(value, of: input, schema)
    let readings = try WireReadings.of(value, as: input.form)
    for reading in readings { try refuseIfValid(reading, schema) }
    try refuseIfNameless(value, of: input, schema)
    if input.parameter.location == .query || input.parameter.location == .querystring {
      // Members that nobody declares are parameters that nobody declares: servers ignore them.
      for reading in readings {
        guard let object = reading.objectValue else { continue }
        let known = declared(object, in: schema)
        if known.isEmpty {
          try checkAbsent(input)
        } else {
          try refuseIfValid(.object(known), schema)
        }
      }
    }
  }

  private func checkAbsent(_ input: ParameterInput) throws(SerialisationError) {
    guard input.isRequired else { throw Self.certain("an optional parameter may be left out") }
    guard !input.isCredential else {
      throw Self.certain("a server may do without the credential of another alternative")
    }
    if let schema = input.schema { try refuseIfAbsentIsValid(schema) }
  }

  /// A list or an object in place of a scalar is a text like any other once it is written.
  private func refuseIfTypeIsLost(
    _ value: JSONValue,
    of input: ParameterInput,
    _ schema: SchemaID
  ) throws(SerialisationError) {
    let isStructured = value.arrayValue != nil || value.objectValue != nil
    guard isStructured, input.form.isTextual else { return }
    let types = context.sampler.resolvedView(of: schema).types
    guard !types.isDisjoint(with: [.array, .object]) else {
      throw Self.certain("outside JSON a list or an object is a text like any other")
    }
  }

  /// An object is written by its members' names alone, so a text in its place is a member without a
  /// value or, in a query, a parameter that nobody declares.
  private func refuseIfNameless(
    _ value: JSONValue,
    of input: ParameterInput,
    _ schema: SchemaID
  ) throws(SerialisationError) {
    let types = context.sampler.resolvedView(of: schema).types
    guard value.objectValue == nil, types.contains(.object), input.form.isTextual else { return }
    if input.form.namesMembersOnly {
      try checkAbsent(input)
    } else {
      try refuseIfValid([:], schema)
      guard value.arrayValue == nil else { return }
      try refuseIfValid(.object([try FlatValue.text(value): ""]), schema)
    }
  }

  /// A parameter that is not there can be read as its default, or as an empty list or object.
  private func refuseIfAbsentIsValid(_ schema: SchemaID) throws(SerialisationError) {
    let view = context.sampler.resolvedView(of: schema)
    guard view.defaults.isEmpty else {
      throw Self.certain("a missing parameter may take its default")
    }
    if !view.types.isDisjoint(with: [.array]) { try refuseIfValid([], schema) }
    if !view.types.isDisjoint(with: [.object]) { try refuseIfValid([:], schema) }
  }

  private func declared(_ object: JSONObject, in schema: SchemaID) -> JSONObject {
    let properties = context.sampler.resolvedView(of: schema).properties
    return JSONObject(object.filter { properties[$0.key] != nil }.map { ($0.key, $0.value) })
  }

  // MARK: - Content

  private func check(_ value: JSONValue?, of body: BodyInput) throws(SerialisationError) {
    guard let value else { return try checkMissing(body) }
    guard let schema = body.schema else {
      throw Self.certain("content without schema takes any value")
    }
    let mediaType = body.mediaType
    if mediaType.isJSON {
      guard body.isRequired || !value.isNull else {
        throw Self.certain("null may be read as no content")
      }
      try refuseIfValid(value, schema)
    } else if mediaType.isForm || mediaType.isMultipart {
      try checkForm(value, body, schema)
    } else if mediaType.isText {
      for reading in WireReadings.readings(of: try FlatValue.text(value)) {
        try refuseIfValid(reading, schema)
      }
    } else {
      throw Self.certain("any bytes are valid content")
    }
  }

  private func checkMissing(_ body: BodyInput) throws(SerialisationError) {
    guard body.isRequired else { throw Self.certain("optional content may be left out") }
    guard !body.mediaType.isBytes else { throw Self.certain("no bytes are valid content") }
    guard let schema = body.schema, !body.mediaType.isJSON else { return }
    for empty in [[:], "", []] as [JSONValue] { try refuseIfValid(empty, schema) }
  }

  /// A form loses the types of its members; every member is tried in each of its readings while the
  /// others stay as they are.
  private func checkForm(
    _ value: JSONValue,
    _ body: BodyInput,
    _ schema: SchemaID
  ) throws(SerialisationError) {
    guard let object = value.objectValue else { throw Self.certain("a form is always an object") }
    let known = declared(object, in: schema)
    guard known.count == object.count else {
      throw Self.certain("unknown members of a form are ignored by servers")
    }
    try refuseIfValid(value, schema)
    for (name, member) in object {
      for reading in try formReadings(of: member, named: name, body) {
        var other = object
        other[name] = reading
        try refuseIfValid(.object(other), schema)
      }
      if member.objectValue == nil, isObject(name, in: schema) {
        var other = object
        other.removeValue(forKey: name)
        try refuseIfValid(.object(other), schema)
      }
    }
    try checkAbsentMembers(object, schema)
  }

  private func isObject(_ name: String, in schema: SchemaID) -> Bool {
    let property = context.sampler.resolvedView(of: schema).properties[name] ?? []
    return property.contains { context.sampler.resolvedView(of: $0).types.contains(.object) }
  }

  private func formReadings(
    of member: JSONValue,
    named name: String,
    _ body: BodyInput
  ) throws(SerialisationError) -> [JSONValue] {
    if body.mediaType.isMultipart, body.serialiser.isBinary(name) {
      return [.string(try FlatValue.text(member))]  // Any bytes make a valid file.
    }
    var form = ParameterForm(property: name, body.object.encoding[name])
    let isStructured = member.arrayValue != nil || member.objectValue != nil
    if body.mediaType.isMultipart, isStructured { form.explode = true }
    return try WireReadings.of(member, as: form)
  }

  /// A member that is not there may be an empty list or an unchecked box.
  private func checkAbsentMembers(
    _ object: JSONObject,
    _ schema: SchemaID
  ) throws(SerialisationError) {
    for name in context.sampler.resolvedView(of: schema).properties.keys where object[name] == nil {
      for absent in [[], [:], false] as [JSONValue] {
        var other = object
        other[name] = absent
        try refuseIfValid(.object(other), schema)
      }
    }
  }

  // MARK: - Refusals

  private func refuseIfValid(
    _ reading: JSONValue,
    _ schema: SchemaID
  ) throws(SerialisationError) {
    guard !context.validator.isValid(reading, against: schema) else {
      throw Self.certain("the serialised form can be read as a valid value")
    }
  }

  private static func certain(_ reason: String) -> SerialisationError {
    SerialisationError(reason: reason)
  }
}
