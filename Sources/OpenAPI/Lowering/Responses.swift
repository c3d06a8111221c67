import JSONSchema
import OrderedCollections

/// Responses, their headers and links (3.1.1 §4.8.16, §4.8.17, §4.8.20).
extension DocumentLowering {
  mutating func responses(of operation: Located) throws(Defect) -> [Response] {
    guard let node = operation["responses"], node.isMapping else {
      if operation["responses"] != nil || version < .openAPI31 {
        findings.warn(
          .missingResponses,
          "The operation documents no `responses`, so nothing can be said about its answers.",
          at: operation.pointer
        )
      }
      return []
    }
    var responses: [Response] = []
    let members = node.members
    try spend(members.count, at: node.pointer)
    for (key, written) in members {
      guard let status = StatusPattern(key) else {
        findings.warn(
          .unknownStatus,
          "`\(key)` is not a status; write a code such as `200`, a range such as `2XX`, or "
            + "`default`.",
          at: written.pointer
        )
        continue
      }
      let response = try response(written, status: status, operation: operation)
      if let index = responses.firstIndex(where: { $0.status == status }) {
        findings.warn(
          .duplicateStatus,
          "The status `\(key)` is documented twice; the last one counts.",
          at: written.pointer
        )
        responses[index] = response
      } else {
        responses.append(response)
      }
    }
    return responses
  }

  private mutating func response(
    _ written: Located,
    status: StatusPattern,
    operation: Located
  ) throws(Defect) -> Response {
    let node = try resolve(written, as: "response")
    if !node.isMapping {
      findings.warn(
        .wrongShape,
        "A response has to be a mapping with `description`; this is \(node.value.kindName).",
        at: node.pointer
      )
    }
    return Response(
      status: status,
      description: node.text("description") ?? "",
      headers: try headers(node["headers"]),
      content: version == .swagger20
        ? try swaggerContent(of: node, operation: operation) : try mediaTypes(node["content"]),
      links: try links(node["links"]),
      pointer: node.pointer
    )
  }

  mutating func headers(_ headers: Located?) throws(Defect) -> [ResponseHeader] {
    var lowered: [ResponseHeader] = []
    let members = headers?.members ?? []
    try spend(members.count, at: headers?.pointer ?? .root)
    // The content type is described by `content` (3.1.1 §4.8.17.1).
    for (name, written) in members where name.lowercased() != "content-type" {
      let node = try resolve(written, as: "header")
      lowered.append(
        ResponseHeader(
          name: name,
          isRequired: node.flag("required") ?? false,
          schema: try headerSchema(node)
        )
      )
    }
    return lowered
  }

  private mutating func headerSchema(_ node: Located) throws(Defect) -> SchemaID? {
    if version == .swagger20 {
      return swaggerSchema(of: node)
    }
    if let written = node["schema"] {
      return schema(written)
    }
    return try mediaTypes(node["content"]).first?.schema
  }

  private mutating func links(_ links: Located?) throws(Defect) -> [Link] {
    var lowered: [Link] = []
    let members = links?.members ?? []
    try spend(members.count, at: links?.pointer ?? .root)
    for (name, written) in members {
      do throws(Defect) {
        let node = try resolve(written, as: "link")
        var parameters: OrderedDictionary<String, JSONValue> = [:]
        for (key, value) in node["parameters"]?.members ?? [] {
          parameters[key] = value.value
        }
        lowered.append(
          Link(
            name: name,
            target: linkTarget(of: node),
            parameters: parameters,
            requestBody: node["requestBody"]?.value
          )
        )
      } catch {
        findings.warn(error.code, error.message, at: error.pointer)
      }
    }
    return lowered
  }

  /// The ``Operation/id`` that `operationId` or `operationRef` names.
  private mutating func linkTarget(of node: Located) -> String? {
    if let name = node.text("operationId") {
      guard let target = operationIDs[name] else {
        findings.warn(
          .unknownLinkTarget,
          "No operation has the operationId `\(name)` that this link names.",
          at: node.pointer.appending("operationId")
        )
        return nil
      }
      return target
    }
    guard let reference = node.text("operationRef") else {
      findings.warn(
        .unknownLinkTarget,
        "The link names no operation; add `operationId` or `operationRef`.",
        at: node.pointer
      )
      return nil
    }
    guard let pointer = JSONPointer(uriFragment: reference), let target = operationPointers[pointer]
    else {
      findings.warn(
        .unknownLinkTarget,
        "No operation of this document stands at `\(reference)`, to which this link refers.",
        at: node.pointer.appending("operationRef")
      )
      return nil
    }
    return target
  }

  /// Takes the targets out of links that lead to operations that cannot be used.
  func dropDanglingLinks(_ operations: inout [Operation]) {
    let known = Set(operations.map(\.id))
    for operation in operations.indices {
      for response in operations[operation].responses.indices {
        for link in operations[operation].responses[response].links.indices {
          let target = operations[operation].responses[response].links[link].target
          if let target, !known.contains(target) {
            operations[operation].responses[response].links[link].target = nil
          }
        }
      }
    }
  }
}

extension StatusPattern {
  /// `200`, `2XX`, `default`; `nil` for everything else.
  init?(_ key: String) {
    let bytes = Array(key.utf8)
    if key.lowercased() == "default" {
      self = .default
    } else if bytes.count == 3, let hundreds = bytes.first.map({ Int($0) - 48 }),
      (1...5).contains(hundreds)
    {
      if key.dropFirst().lowercased() == "xx" {
        self = .range(hundreds)
      } else if let code = Int(key) {
        self = .code(code)
      } else {
        return nil
      }
    } else {
      return nil
    }
  }
}
