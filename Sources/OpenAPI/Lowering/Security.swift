import JSONSchema
import OrderedCollections

/// Security schemes and requirements of both generations (3.1.1 §4.8.27, §4.8.30; 2.0 §5.4.25).
extension DocumentLowering {
  mutating func securitySchemes() -> OrderedDictionary<String, SecurityScheme> {
    let place =
      version == .swagger20
      ? JSONPointer(tokens: ["securityDefinitions"]) : version.components("securitySchemes")
    guard let value = root.value.value(at: place) else { return [:] }
    var schemes: OrderedDictionary<String, SecurityScheme> = [:]
    for (name, written) in Located(value: value, pointer: place).members {
      do throws(Defect) {
        let node = try resolve(written, as: "security scheme")
        schemes[name] = securityScheme(node)
      } catch {
        findings.warn(error.code, error.message, at: error.pointer)
      }
    }
    return schemes
  }

  private mutating func securityScheme(_ node: Located) -> SecurityScheme {
    let type = node.text("type") ?? ""
    switch type {
    case "apiKey":
      if let name = node.text("name"),
        let location = node.text("in").flatMap(SecurityScheme.KeyLocation.init)
      {
        return .apiKey(name: name, location: location)
      }
      findings.warn(
        .malformedSecurityScheme,
        "An `apiKey` needs `name` and `in`: one of query, header, cookie.",
        at: node.pointer
      )
    case "basic": return .http(scheme: "basic")
    case "http":
      if let scheme = node.text("scheme") {
        return .http(scheme: scheme.lowercased())
      }
      findings.warn(
        .malformedSecurityScheme,
        "A scheme of type `http` needs `scheme`, such as `bearer`.",
        at: node.pointer
      )
    case "oauth2": return oauth2(node)
    case "openIdConnect":
      if let url = node.text("openIdConnectUrl") {
        return .openIDConnect(url: url)
      }
      findings.warn(
        .malformedSecurityScheme,
        "A scheme of type `openIdConnect` needs `openIdConnectUrl`.",
        at: node.pointer
      )
    case "mutualTLS": return .mutualTLS
    default:
      findings.warn(
        .malformedSecurityScheme,
        "The security scheme's type `\(type)` is not known; it has to be one of apiKey, http, "
          + "oauth2, openIdConnect, mutualTLS.",
        at: node.pointer
      )
    }
    return .unknown(type: type)
  }

  /// The flows that need no person come first when a token has to be got.
  private func oauth2(_ node: Located) -> SecurityScheme {
    let order = [
      "clientCredentials", "password", "deviceAuthorization", "authorizationCode", "implicit",
    ]
    let flows =
      version == .swagger20 ? [node] : order.compactMap { node["flows"]?[$0] }
    var scopes: OrderedSet<String> = []
    for flow in flows {
      scopes.formUnion(flow["scopes"]?.members.map(\.key) ?? [])
    }
    return .oauth2(
      tokenURL: flows.compactMap { $0.text("tokenUrl") }.first,
      scopes: Array(scopes)
    )
  }

  /// The alternatives that hold for an operation: its own, or the document's.
  mutating func security(
    of operation: Located,
    schemes: OrderedDictionary<String, SecurityScheme>
  ) throws(Defect) -> [SecurityRequirement] {
    guard let node = operation["security"] ?? root["security"], !node.value.isNull else {
      return []
    }
    if node.value.arrayValue == nil {
      findings.warn(
        .wrongShape,
        "`security` has to be a list of alternatives; write `- ` before each of them.",
        at: node.pointer
      )
    }
    let alternatives = node.isMapping ? [node] : node.elements
    try spend(alternatives.count, at: node.pointer)
    return alternatives.map { alternative in
      requirement(alternative, schemes: schemes)
    }
  }

  private mutating func requirement(
    _ node: Located,
    schemes: OrderedDictionary<String, SecurityScheme>
  ) -> SecurityRequirement {
    var required: OrderedDictionary<String, [String]> = [:]
    // A scheme may have any name, so these members are not taken for extensions.
    for (name, scopes) in node.value.objectValue ?? [:] {
      if schemes[name] == nil {
        findings.warn(
          .undefinedSecurityScheme,
          "The security scheme `\(name)` is not defined; define it or correct the name.",
          at: node.pointer.appending(name)
        )
      }
      required[name] = (scopes.arrayValue ?? []).compactMap(\.stringValue)
    }
    return SecurityRequirement(schemes: required)
  }
}
