import JSONSchema
import OrderedCollections

extension DocumentLowering {
  /// Takes out the operations with a schema of their own that refers to nothing.
  ///
  /// A named schema is not looked into: what is broken there claims nothing, but costs no
  /// operation.
  func skipUnresolved(
    _ operations: inout [Operation],
    _ skipped: inout [SkippedOperation],
    schemas: SchemaArena
  ) {
    // Operations share what they refer to, so each schema is searched once.
    var searched: [SchemaID: Schema?] = [:]
    operations.removeAll { operation in
      for id in operation.ownSchemas {
        let found = searched[id] ?? schemas.firstUnresolved(in: id)
        searched[id] = .some(found)
        guard let schema = found else { continue }
        skipped.append(
          SkippedOperation(
            method: operation.method,
            path: operation.path,
            reason: unresolved(schema).diagnostic
          )
        )
        return true
      }
      return false
    }
  }

  private func unresolved(_ schema: Schema) -> Defect {
    let reference = schema.unresolvedReference ?? ""
    guard case .elsewhere(let reason) = compiler.target(of: reference, at: schema.pointer) else {
      return .dangling(reference, what: "schema", at: schema.pointer)
    }
    return .external(reference, reason: reason, what: "schema", at: schema.pointer)
  }
}

extension Operation {
  /// Every schema that the operation names itself, by itself or by a shared parameter, body or
  /// response.
  fileprivate var ownSchemas: [SchemaID] {
    let contents =
      parameters.compactMap(\.content) + (requestBody?.content ?? []) + responses.flatMap(\.content)
    return parameters.compactMap(\.schema) + contents.compactMap(\.schema)
      + responses.flatMap { $0.headers.compactMap(\.schema) }
  }
}

extension SchemaArena {
  /// The first schema without a target, searched without following references.
  fileprivate func firstUnresolved(in start: SchemaID) -> Schema? {
    var open = [start]
    var seen: Set<SchemaID> = []
    while let id = open.popLast() {
      guard seen.insert(id).inserted else { continue }
      let schema = self[id]
      guard schema.name == nil else { continue }
      if schema.unresolvedReference != nil {
        return schema
      }
      open += schema.subschemas.reversed()
    }
    return nil
  }
}

extension Schema {
  /// The schemas written inside this one.
  fileprivate var subschemas: [SchemaID] {
    let single = [
      contentSchema, items, contains, unevaluatedItems, additionalProperties, propertyNames,
      unevaluatedProperties, not, ifSchema, thenSchema, elseSchema,
    ]
    return prefixItems + properties.values + patternProperties.values + dependentSchemas.values
      + allOf + anyOf + oneOf + single.compactMap(\.self)
  }
}
