import JSONSchema
import OpenAPI

/// The one-step variations of one input of an operation.
struct InputVariations {
  var target: RequestTarget
  var schema: SchemaID
  var variants: [Variant]
  var violations: [Violation]

  /// The variations of every input that has a schema; what could not be made goes to `omissions`.
  static func all(
    of context: OperationContext,
    valid: Bool,
    invalid: Bool,
    omissions: inout OmissionCounter
  ) -> [InputVariations] {
    guard valid || invalid else { return [] }
    var all: [InputVariations] = []
    for (index, input) in context.parameters.enumerated() {
      guard let schema = input.schema, case .success(let base) = input.template else { continue }
      all.append(
        make(.parameter(index), schema, base, context, valid, invalid, &omissions)
      )
    }
    if let schema = context.body?.schema {
      do throws(Unbuildable) {
        let base = try context.sampleBody(.allFields, salt: "variations")
        all.append(make(.body, schema, base, context, valid, invalid, &omissions))
      } catch {
        omissions.add(nil, "no variations of the content: \(error.reason)")
      }
    }
    return all
  }

  private static func make(
    _ target: RequestTarget,
    _ schema: SchemaID,
    _ base: JSONValue,
    _ context: OperationContext,
    _ valid: Bool,
    _ invalid: Bool,
    _ omissions: inout OmissionCounter
  ) -> InputVariations {
    var result = InputVariations(target: target, schema: schema, variants: [], violations: [])
    if valid {
      let outcome = context.sampler.variants(of: schema, base: base)
      result.variants = complete(outcome.values, schema, base, context)
      for omitted in outcome.omitted { omissions.add(nil, "\(omitted.label): \(omitted.reason)") }
    }
    if invalid {
      let outcome = context.sampler.violations(of: schema, base: base)
      result.violations = outcome.values
      for omitted in outcome.omitted { omissions.add(nil, "\(omitted.label): \(omitted.reason)") }
    }
    return result
  }
}

extension InputVariations {
  /// The variants of `base`, and those that it hides by being one of them itself.
  ///
  /// A base with `kind: dog` has no variant for `dog`, one with a single tag none for `minItems: 1`.
  /// The variants of a second base, one step aside everywhere, fill these gaps.
  private static func complete(
    _ variants: [Variant],
    _ schema: SchemaID,
    _ base: JSONValue,
    _ context: OperationContext
  ) -> [Variant] {
    var aside = base
    var moved: Set<JSONPointer> = []
    for variant in variants where variant.kind.isStep && moved.insert(variant.pointer).inserted {
      guard aside.value(at: variant.pointer) != nil,
        let value = variant.value.value(at: variant.pointer)
      else { continue }
      let next = aside.replacing(at: variant.pointer, with: value)
      if context.validator.isValid(next, against: schema) { aside = next }
    }
    var result = variants
    var known = Set(variants.map { Step(pointer: $0.pointer, kind: $0.kind) })
    for variant in context.sampler.variants(of: schema, base: aside).values
    where variant.kind.isStep
      && known.insert(.init(pointer: variant.pointer, kind: variant.kind)).inserted
    {
      let group = result.indices.filter {
        result[$0].pointer == variant.pointer && result[$0].kind.rule == variant.kind.rule
      }
      let isFirst = variant.kind.note != "one inside"
      let place = isFirst ? group.first : group.last.map { $0 + 1 }
      result.insert(variant, at: place ?? result.endIndex)
    }
    return result
  }

  private struct Step: Hashable {
    var pointer: JSONPointer
    var kind: Variant.Kind
  }
}

extension Variant.Kind {
  /// The rule whose variants stand together, for kinds that are about one place's own value.
  fileprivate var rule: String? {
    switch self {
    case .enumerationMember: "enum"
    case .boundary(let keyword, _): keyword
    case .null, .branch: nil
    }
  }

  fileprivate var note: String? {
    if case .boundary(_, let note) = self { note } else { nil }
  }

  fileprivate var isStep: Bool { rule != nil }
}

extension OperationContext {
  /// A required-only request whose one input is changed as `step` changed it.
  ///
  /// A content is drawn afresh with the salt and gets the changed place only, so that cases do not
  /// share values that a server may want to be unique. Where the place does not exist in the fresh
  /// content, the nearest enclosing member that does is taken over.
  func values(
    of target: RequestTarget,
    changedTo step: JSONValue,
    at pointer: JSONPointer,
    salt: String,
    isWanted: (JSONValue) -> Bool
  ) throws(Unbuildable) -> RequestValues {
    var values: RequestValues
    switch target {
    case .parameter(let index):
      values = try requiredOnly(salt: salt)
      values.parameters[index] = step
    case .body:
      values = try requiredParameters()
      values.body = changed(to: step, at: pointer, salt: salt, isWanted) ?? step
    }
    return values
  }

  private func changed(
    to step: JSONValue,
    at pointer: JSONPointer,
    salt: String,
    _ isWanted: (JSONValue) -> Bool
  ) -> JSONValue? {
    guard let member = pointer.tokens.first, step.objectValue != nil else { return nil }
    let isDeclared = optionalMembers.contains(member)
    // A content that cannot be drawn afresh is taken as the variation has it.
    guard
      let fresh = try? isDeclared
        ? sampleBody(including: member, salt: salt) : sampleBody(.requiredOnly, salt: salt)
    else { return nil }
    for place in [pointer, JSONPointer(tokens: [member])] {
      guard let parent = place.parent, let holder = fresh.value(at: parent),
        let source = step.value(at: parent), holder.types == source.types
      else { continue }
      let value: JSONValue
      if let new = step.value(at: place) {
        guard holder.arrayValue.map({ fresh.value(at: place) != nil && !$0.isEmpty }) ?? true
        else { continue }
        value = fresh.replacing(at: place, with: new)
      } else {
        value = fresh.removing(at: place)
      }
      if isWanted(value) { return value }
    }
    return nil
  }
}
