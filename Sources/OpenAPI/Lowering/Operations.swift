import JSONSchema
import OrderedCollections

extension DocumentLowering {
  /// The usable operations in the document's order, and those that are not with their reasons.
  mutating func operations(
    of items: [PathItem],
    securitySchemes: OrderedDictionary<String, SecurityScheme>
  ) -> ([Operation], [SkippedOperation]) {
    noteTargets(items)
    var operations: [Operation] = []
    var skipped: [SkippedOperation] = []
    var known: Set<String> = []
    for item in items {
      if let defect = item.defect, item.declarations.isEmpty {
        // Which methods the path would have is not known.
        skipped.append(
          SkippedOperation(method: "*", path: item.path, reason: defect.diagnostic)
        )
      }
      for (method, node) in item.declarations {
        do throws(Defect) {
          if let defect = item.defect { throw defect }
          let operation = try operation(method, node, on: item, securitySchemes: securitySchemes)
          guard known.insert(operation.id).inserted else {
            throw Defect(
              .duplicateOperation,
              "`\(operation.id)` is declared twice; only the first one is used.",
              at: operation.pointer
            )
          }
          operations.append(operation)
        } catch {
          skipped.append(
            SkippedOperation(
              method: method,
              path: item.path,
              reason: error.diagnostic
            )
          )
        }
      }
    }
    return (operations, skipped)
  }

  private mutating func operation(
    _ method: String,
    _ node: Located,
    on item: PathItem,
    securitySchemes: OrderedDictionary<String, SecurityScheme>
  ) throws(Defect) -> Operation {
    guard node.isMapping else {
      throw Defect(
        .wrongShape,
        "An operation has to be a mapping with `responses`; this is \(node.value.kindName).",
        at: node.pointer
      )
    }
    let tags = node["tags"]?.elements ?? []
    try spend(1 + tags.count, at: node.pointer)
    let declared = try declaredParameters(of: node, on: item)
    let body = try requestBody(of: node, method: method, declared: declared)
    return Operation(
      operationID: node.text("operationId"),
      method: method,
      path: item.path,
      summary: node.headline,
      tags: tags.compactMap(\.value.scalarText),
      isDeprecated: node.flag("deprecated") ?? false,
      parameters: try parameters(declared, of: node, path: item.path),
      requestBody: body,
      responses: try responses(of: node),
      callbacks: try callbacks(of: node),
      security: try security(of: node, schemes: securitySchemes),
      servers: try overridingServers(of: node, on: item),
      pointer: node.pointer
    )
  }

  /// Notes what links may point to, and operation ids that stand twice.
  private mutating func noteTargets(_ items: [PathItem]) {
    for item in items {
      for (method, node) in item.declarations {
        let id = "\(method) \(item.path)"
        if operationPointers[node.pointer] == nil {
          operationPointers[node.pointer] = id
        }
        operationPointers[item.node.pointer.appending(method.lowercased())] = id
        guard let name = node["operationId"] else { continue }
        guard let text = name.value.scalarText else {
          findings.warn(
            .wrongShape,
            "`operationId` has to be a text; this is \(name.value.kindName).",
            at: name.pointer
          )
          continue
        }
        if let other = operationIDs[text] {
          findings.warn(
            .duplicateOperationID,
            "The operationId `\(text)` is used by `\(other)` already; each operation needs its "
              + "own.",
            at: name.pointer
          )
        } else {
          operationIDs[text] = id
        }
      }
    }
  }
}
