import JSONSchema
import OrderedCollections

/// Servers (3.1.1 §4.8.5), and what Swagger 2.0 has for them.
extension DocumentLowering {
  /// The document's servers; one that is relative when the document names none.
  mutating func documentServers() -> [Server] {
    if version == .swagger20 {
      return swaggerServers(schemes: root["schemes"])
    }
    let servers = root["servers"].map { self.servers($0) } ?? []
    return servers.isEmpty
      ? [Server(url: absolute("/"), template: "/", variables: [:], description: nil)] : servers
  }

  /// The servers of an operation or its path item; empty when the document's hold.
  mutating func overridingServers(
    of operation: Located,
    on item: PathItem
  ) throws(Defect) -> [Server] {
    if version == .swagger20 {
      return operation["schemes"].map { swaggerServers(schemes: $0) } ?? []
    }
    guard let node = operation["servers"] ?? item.servers else { return [] }
    try spend(node.elements.count, at: node.pointer)
    return servers(node)
  }

  private mutating func servers(_ node: Located) -> [Server] {
    node.elements.compactMap { server($0) }
  }

  private mutating func server(_ node: Located) -> Server? {
    guard let template = node.text("url") else {
      findings.warn(
        .malformedServer,
        "A server needs a `url`; this one is left out.",
        at: node.pointer
      )
      return nil
    }
    var variables: OrderedDictionary<String, ServerVariable> = [:]
    for (name, variable) in node["variables"]?.members ?? [] {
      variables[name] = serverVariable(name, variable)
    }
    var url = template
    for name in PathTemplate(template.prefix(limits.pathBytesMax)).placeholders
    where url.utf8.count <= limits.pathBytesMax {
      guard let variable = variables[name] else {
        findings.warn(
          .undeclaredServerVariable,
          "The variable `{\(name)}` of the server's URL is not declared; add it to `variables` "
            + "with a `default`.",
          at: node.pointer
        )
        continue
      }
      url = url.replacing("{\(name)}", with: variable.defaultValue)
    }
    guard url.utf8.count <= limits.pathBytesMax else {
      findings.warn(
        .malformedServer,
        "The URL is longer than \(limits.pathBytesMax) bytes; this server is left out.",
        at: node.pointer
      )
      return nil
    }
    return Server(
      url: absolute(url),
      template: template,
      variables: variables,
      description: node.text("description")
    )
  }

  /// The URL as seen from the document's own, when it has one, without slashes at the end.
  private func absolute(_ url: String) -> String {
    guard let scheme = location.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
      return url.withoutTrailingSlashes
    }
    let text = url.trimmingPrefix { $0.isWhitespace }
    return URIReference(String(text)).resolved(against: location).text.withoutTrailingSlashes
  }

  private mutating func serverVariable(_ name: String, _ node: Located) -> ServerVariable {
    let choices = (node["enum"]?.elements ?? []).compactMap(\.value.scalarText)
    guard let written = node.text("default") else {
      findings.warn(
        .serverVariableDefault,
        "The server variable `\(name)` has no `default`; "
          + (choices.first.map { "`\($0)` is used." } ?? "it is left empty."),
        at: node.pointer
      )
      return ServerVariable(defaultValue: choices.first ?? "", enumeration: choices)
    }
    if !choices.isEmpty, !choices.contains(written) {
      findings.warn(
        .serverVariableDefault,
        "The default `\(written)` of the server variable `\(name)` is not among its `enum`.",
        at: node.pointer.appending("default")
      )
    }
    return ServerVariable(defaultValue: written, enumeration: choices)
  }

  /// `host`, `basePath` and `schemes` (2.0 §5.4.1), a server for each scheme.
  private mutating func swaggerServers(schemes: Located?) -> [Server] {
    let base = root.text("basePath") ?? ""
    let path = base.isEmpty || base.hasPrefix("/") ? base : "/" + base
    guard var host = root.text("host"), !host.isEmpty else {
      return [
        Server(
          url: absolute(path.isEmpty ? "/" : path),
          template: path.isEmpty ? "/" : path,
          variables: [:],
          description: nil
        )
      ]
    }
    var names = OrderedSet((schemes?.elements ?? []).compactMap(\.value.stringValue))
    if let separator = host.firstRange(of: "://") {
      findings.warn(
        .malformedServer,
        "`host` has to be a name without a scheme; write the scheme in `schemes`.",
        at: JSONPointer(tokens: ["host"])
      )
      names = names.isEmpty ? [String(host[..<separator.lowerBound])] : names
      host = String(host[separator.upperBound...])
    }
    // Sockets are not spoken to.
    names = names.filter { ["http", "https"].contains($0) }
    return (names.isEmpty ? ["https"] : names).map { name in
      let template = "\(name)://\(host.withoutTrailingSlashes)\(path)"
      return Server(
        url: template.withoutTrailingSlashes,
        template: template,
        variables: [:],
        description: nil
      )
    }
  }
}

extension String {
  /// What is left when every `/` at the end is taken away.
  fileprivate var withoutTrailingSlashes: String {
    var text = self[...]
    while text.last == "/" || text.last?.isWhitespace == true {
      text.removeLast()
    }
    return String(text)
  }
}
