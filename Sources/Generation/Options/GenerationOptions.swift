package import JSONSchema
package import OpenAPI

/// What the user may choose about a generation.
package struct GenerationOptions: Sendable, Equatable {
  /// In the order given, each once.
  package var outputs: [OutputFormat] = [.pytest]
  /// The budget of each operation; 0: as many as the techniques ask for.
  package var casesPerEndpoint = 0
  package var techniques = Self.availableTechniques
  package var seed: UInt64 = 1
  /// Operations to design for; empty: all.
  package var include: [OperationSelector] = []
  /// Operations to leave out; wins over ``include``.
  package var exclude: [OperationSelector] = []
  /// The default target written into the suite; `nil`: the document's first server.
  package var baseURL: String?
  /// Vocabulary for realistic values, e.g. `petstore`.
  package var domainHint: String?
  package var ai = AIAssistance.off

  /// The bounds of option values.
  package enum Limits {
    package static let casesPerEndpointMax = 500
    package static let selectorsMax = 100
    package static let textByteCountMax = 2_048
  }

  /// The families that at least one technique of this build belongs to.
  package static let availableTechniques = Set(Technique.allCases.map(\.family))

  package init() {}

  /// Whether the operation takes part: selected by ``include`` and not by ``exclude``.
  package func selects(_ operation: Operation) -> Bool {
    (include.isEmpty || include.contains { $0.matches(operation) }) && !excludes(operation)
  }

  /// Whether the operation must not be called at all, not even to prepare a case.
  package func excludes(_ operation: Operation) -> Bool {
    exclude.contains { $0.matches(operation) }
  }

  /// All options as JSON in a fixed order, for storing; ``init(fields:)`` reads it back.
  ///
  /// Equal options give equal text.
  package func canonicalJSON() -> JSONValue {
    var object = JSONObject()
    object["outputs"] = .array(outputs.map { .string($0.rawValue) })
    object["cases_per_endpoint"] = .number(JSONNumber(casesPerEndpoint))
    object["techniques"] = .array(
      TechniqueFamily.allCases.filter(techniques.contains).map { .string($0.rawValue) }
    )
    // As text: a seed above 2^53 would be rounded by readers that know only doubles.
    object["seed"] = .string(String(seed))
    object["include"] = .array(include.map { .string($0.text) })
    object["exclude"] = .array(exclude.map { .string($0.text) })
    object["base_url"] = baseURL.map(JSONValue.string)
    object["domain_hint"] = domainHint.map(JSONValue.string)
    object["ai"] = .string(ai.rawValue)
    return .object(object)
  }
}
