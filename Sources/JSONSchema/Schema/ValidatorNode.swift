import OrderedCollections

/// A schema prepared for validation; a class so that looking at it copies nothing.
final class ValidatorNode: Sendable {
  let schema: Schema
  /// Names that `required` does not ask for in this direction.
  let exempt: Set<String>
  let pattern: ECMARegex?
  let patternProperties: [(regex: ECMARegex, schema: SchemaID)]
  /// Whether some pattern of `patternProperties` cannot be compiled: then any name may match it.
  let hasUnknownPattern: Bool
  let restrictsNumbers: Bool
  let restrictsStrings: Bool
  let tracksUnevaluated: Bool

  init(_ schema: Schema, exempt: Set<String>, compile: (String) -> ECMARegex?) {
    self.schema = schema
    self.exempt = exempt
    pattern = schema.pattern.flatMap(compile)
    let known = schema.patternProperties.elements.compactMap { pattern, id in
      compile(pattern).map { (regex: $0, schema: id) }
    }
    patternProperties = known
    hasUnknownPattern = known.count < schema.patternProperties.count
    restrictsNumbers =
      schema.multipleOf != nil || schema.minimum != nil || schema.exclusiveMinimum != nil
      || schema.maximum != nil || schema.exclusiveMaximum != nil || schema.format != nil
    restrictsStrings =
      schema.minLength != nil || schema.maxLength != nil || schema.pattern != nil
      || schema.format != nil
    tracksUnevaluated = schema.unevaluatedItems != nil || schema.unevaluatedProperties != nil
  }
}
