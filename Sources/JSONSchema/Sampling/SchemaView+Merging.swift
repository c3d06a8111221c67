import OrderedCollections

extension SchemaView {
  /// Merges the schemas, what they refer to and what is in their `allOf`.
  package init(_ ids: [SchemaID], in arena: SchemaArena) {
    for id in ids { absorb(id, arena) }
    if let enumeration {
      self.enumeration = enumeration.filter { !$0.types.isDisjoint(with: types) }
      if self.enumeration?.isEmpty == true {
        contradict("no member of the enumeration satisfies the other rules")
      }
    }
    removeImpossibleTypes()
  }

  private mutating func absorb(_ id: SchemaID, _ arena: SchemaArena) {
    guard sources.append(id).inserted else { return }
    let schema = arena[id]
    if schema.acceptsNothing { contradict("the schema accepts nothing") }
    name = name ?? schema.name
    title = title ?? schema.title
    absorbGeneral(schema)
    absorbNumbersAndStrings(schema)
    absorbArrays(schema)
    absorbObjects(schema, arena)
    absorbApplicators(schema, id)
    isDecidedByParts = isDecidedByParts && schema.isDecidedByParts
    if let reference = schema.reference { absorb(reference, arena) }
    for branch in schema.allOf { absorb(branch, arena) }
  }

  private mutating func absorbGeneral(_ schema: Schema) {
    if let types = schema.types {
      self.types.formIntersection(types)
      if self.types.isEmpty { contradict("the types of the schemas exclude each other") }
    }
    for allowed in [schema.enumeration, schema.const.map { [$0] }].compactMap(\.self) {
      enumeration = enumeration.map { $0.filter(allowed.contains) } ?? allowed
    }
    examples += schema.examples
    if let defaultValue = schema.defaultValue { defaults.append(defaultValue) }
    isReadOnly = isReadOnly || schema.readOnly
    isWriteOnly = isWriteOnly || schema.writeOnly
    isDeprecated = isDeprecated || schema.deprecated
  }

  private mutating func absorbNumbersAndStrings(_ schema: Schema) {
    minimum = Self.greater(minimum, schema.minimum)
    exclusiveMinimum = Self.greater(exclusiveMinimum, schema.exclusiveMinimum)
    maximum = Self.lesser(maximum, schema.maximum)
    exclusiveMaximum = Self.lesser(exclusiveMaximum, schema.exclusiveMaximum)
    if let unit = schema.multipleOf, !multiplesOf.contains(unit) { multiplesOf.append(unit) }
    minLength = Self.greater(minLength, schema.minLength)
    maxLength = Self.lesser(maxLength, schema.maxLength)
    if let pattern = schema.pattern, !patterns.contains(pattern) { patterns.append(pattern) }
    if let format = schema.format, !formats.contains(format) { formats.append(format) }
    contentEncoding = contentEncoding ?? schema.contentEncoding
    contentMediaType = contentMediaType ?? schema.contentMediaType
  }

  private mutating func absorbArrays(_ schema: Schema) {
    minItems = Self.greater(minItems, schema.minItems)
    maxItems = Self.lesser(maxItems, schema.maxItems)
    uniqueItems = uniqueItems || schema.uniqueItems
    prefixCount = max(prefixCount, schema.prefixItems.count)
    if let items = schema.items ?? schema.unevaluatedItems { self.items.append(items) }
    if let contains = schema.contains {
      self.contains.append((contains, schema.minContains ?? 1))
      needsProof = true
    }
    needsProof = needsProof || schema.uniqueItems || schema.unevaluatedItems != nil
  }

  private mutating func absorbObjects(_ schema: Schema, _ arena: SchemaArena) {
    for (name, id) in schema.properties { properties[name, default: []].append(id) }
    for name in schema.required { required.append(name) }
    minProperties = Self.greater(minProperties, schema.minProperties)
    maxProperties = Self.lesser(maxProperties, schema.maxProperties)
    for id in [schema.additionalProperties, schema.unevaluatedProperties].compactMap(\.self) {
      if arena[id].acceptsNothing {
        allowsAdditionalProperties = false
      } else if arena[id].isDescriptive {
        describesAdditionalMembers = true
      }
    }
    patternProperties += schema.patternProperties.keys
    if !schema.patternProperties.isEmpty { describesAdditionalMembers = true }
    if let names = schema.propertyNames { propertyNames.append(names) }
    for (name, names) in schema.dependentRequired { dependentRequired[name, default: []] += names }
    for (name, id) in schema.dependentSchemas { dependentSchemas.append((name, id)) }
    needsProof =
      needsProof || schema.propertyNames != nil || !schema.dependentSchemas.isEmpty
      || schema.unevaluatedProperties != nil || schema.additionalProperties != nil
      || !schema.patternProperties.isEmpty
  }

  private mutating func absorbApplicators(_ schema: Schema, _ id: SchemaID) {
    for (keyword, branches) in [("oneOf", schema.oneOf), ("anyOf", schema.anyOf)]
    where !branches.isEmpty {
      branchGroups.append(BranchGroup(owner: id, keyword: keyword, branches: branches))
      needsProof = true
    }
    if let condition = schema.ifSchema, schema.thenSchema != nil || schema.elseSchema != nil {
      conditionals.append(
        Conditional(
          owner: id,
          condition: condition,
          then: schema.thenSchema,
          otherwise: schema.elseSchema
        )
      )
      needsProof = true
    }
    if let discriminator = schema.discriminator {
      discriminators.append(OwnedDiscriminator(owner: id, discriminator: discriminator))
    }
    needsProof = needsProof || schema.not != nil
  }

  // MARK: Contradictions

  private mutating func contradict(_ reason: String) {
    contradiction = contradiction ?? reason
  }

  /// Takes out the types whose own limits exclude each other; none left is a contradiction.
  private mutating func removeImpossibleTypes() {
    if let reason = NumberRange(self).contradiction {
      remove([.integer, .number], reason)
    }
    if let minLength, let maxLength, minLength > maxLength {
      remove(.string, "minLength \(minLength) is above maxLength \(maxLength)")
    }
    if let minItems, let maxItems, minItems > maxItems {
      remove(.array, "minItems \(minItems) is above maxItems \(maxItems)")
    }
    if let maxProperties, required.count > maxProperties {
      remove(
        .object,
        "\(required.count) members are required but maxProperties is \(maxProperties)"
      )
    }
    if let minProperties, let maxProperties, minProperties > maxProperties {
      remove(.object, "minProperties \(minProperties) is above maxProperties \(maxProperties)")
    }
  }

  private mutating func remove(_ impossible: JSONTypeSet, _ reason: String) {
    types.subtract(impossible)
    if types.isEmpty { contradict(reason) }
  }

  private static func greater<Limit: Comparable>(_ left: Limit?, _ right: Limit?) -> Limit? {
    guard let left, let right else { return left ?? right }
    return max(left, right)
  }

  private static func lesser<Limit: Comparable>(_ left: Limit?, _ right: Limit?) -> Limit? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}

extension Schema {
  /// Whether no keyword judges an object or array by more than one of its parts.
  fileprivate var isDecidedByParts: Bool {
    anyOf.isEmpty && oneOf.isEmpty && not == nil && ifSchema == nil && dependentSchemas.isEmpty
      && contains == nil && !uniqueItems && unevaluatedItems == nil && unevaluatedProperties == nil
      && patternProperties.isEmpty && dynamicReferenceAnchor == nil
  }

  /// Whether the schema says what a value looks like, unlike `true` and `{}`.
  var isDescriptive: Bool {
    types != nil || enumeration != nil || const != nil || reference != nil || !allOf.isEmpty
      || !anyOf.isEmpty || !oneOf.isEmpty || !properties.isEmpty
  }
}
