import JSONSchema

/// A component that nothing reachable from the paths refers to.
enum UnusedComponent: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    var reach = Reach(subject)
    reach.run()
    for place in reach.components where !reach.reached.contains(place) {
      let name = place.lastToken ?? ""
      findings.inform(
        .unusedComponent,
        "Nothing refers to `\(name)`; remove it, or use it.",
        at: place
      )
    }
  }

  /// Marks components from the paths on, each once.
  private struct Reach {
    let subject: LintSubject
    /// In the document's order.
    private(set) var components: [JSONPointer] = []
    private(set) var reached: Set<JSONPointer> = []
    private var pending: [JSONPointer] = []
    /// The places below which components stand by name.
    private let kinds: Set<JSONPointer>
    /// Schema → those that extend it by `allOf`; a discriminator leads there.
    private var inheritors: [JSONPointer: [JSONPointer]] = [:]

    init(_ subject: LintSubject) {
      self.subject = subject
      let names =
        subject.version == .swagger20
        ? ["definitions", "parameters", "responses", "securityDefinitions"].map { [$0] }
        : [
          "schemas", "responses", "parameters", "examples", "requestBodies", "headers",
          "securitySchemes", "links", "callbacks", "pathItems", "mediaTypes",
        ].map { ["components", $0] }
      kinds = Set(names.map { JSONPointer($0) })
      for kind in names {
        let place = JSONPointer(kind)
        guard let value = subject.root.value.value(at: place) else { continue }
        components += Located(value: value, pointer: place).members.map(\.node.pointer)
      }
      noteInheritors(below: subject.version.components("schemas"))
    }

    private mutating func noteInheritors(below place: JSONPointer) {
      for (name, schema) in subject.root.value.value(at: place)?.objectValue ?? [:] {
        let child = place.appending(name)
        for parent in schema["allOf"]?.arrayValue ?? [] {
          if let text = parent["$ref"]?.stringValue,
            let target = subject.target(of: text, at: child)
          {
            inheritors[target, default: []].append(child)
          }
        }
      }
    }

    mutating func run() {
      for (key, value) in subject.root.value.objectValue ?? [:] {
        switch key {
        case "components": break
        case "definitions", "parameters", "responses", "securityDefinitions":
          if subject.version != .swagger20 { scan(value, at: JSONPointer([key])) }
        case "security": markSecurity(value)
        default: scan(value, at: JSONPointer([key]))
        }
      }
      while let place = pending.popLast() {
        guard let value = subject.root.value.value(at: place) else { continue }
        scan(value, at: place)
        if value["discriminator"] != nil {
          for child in inheritors[place] ?? [] { mark(child) }
        }
      }
    }

    private mutating func scan(_ value: JSONValue, at place: JSONPointer) {
      switch value {
      case .array(let elements):
        for (index, element) in elements.enumerated() { scan(element, at: place.appending(index)) }
      case .object(let object):
        if let text = object["$ref"]?.stringValue { follow(text, at: place) }
        for (key, child) in object {
          switch key {
          case "security": markSecurity(child)
          case "mapping":
            for (_, target) in child.objectValue ?? [:] {
              guard let text = target.stringValue else { continue }
              mark(subject.version.components("schemas").appending(text))
              follow(text, at: place)
            }
          default: break
          }
          scan(child, at: place.appending(key))
        }
      default: break
      }
    }

    private mutating func follow(_ reference: String, at place: JSONPointer) {
      guard let target = subject.target(of: reference, at: place) else {
        // A bare name is read as that of a schema.
        mark(subject.version.components("schemas").appending(reference))
        return
      }
      // The reference may lead into a component.
      let length = subject.version == .swagger20 ? 2 : 3
      mark(JSONPointer(Array(target.tokens.prefix(length))))
    }

    private mutating func mark(_ place: JSONPointer) {
      guard let kind = place.parent, kinds.contains(kind), reached.insert(place).inserted else {
        return
      }
      pending.append(place)
    }

    private mutating func markSecurity(_ value: JSONValue) {
      let place =
        subject.version == .swagger20
        ? JSONPointer(["securityDefinitions"]) : subject.version.components("securitySchemes")
      for alternative in value.arrayValue ?? [value] {
        for (name, _) in alternative.objectValue ?? [:] { mark(place.appending(name)) }
      }
    }
  }
}
