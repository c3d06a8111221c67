import OpenAPI
import OrderedCollections

/// Chooses which of an operation's security alternatives its requests satisfy.
enum SecurityChoice {
  /// The scheme names to apply; empty when the operation can be called anonymously.
  ///
  /// Else the first alternative whose schemes an environment variable can satisfy, else the first.
  static func schemes(
    for operation: Operation,
    declared: OrderedDictionary<String, SecurityScheme>
  ) -> [String] {
    let alternatives = operation.security.map { Array($0.schemes.keys) }
    if alternatives.contains(where: \.isEmpty) { return [] }
    let usable = alternatives.first { names in
      names.allSatisfy { declared[$0].map(isFromEnvironment) ?? false }
    }
    return usable ?? alternatives.first ?? []
  }

  /// Whether a scheme already writes the parameter, so that the design must not.
  static func covers(
    _ parameter: Parameter,
    with schemes: [String],
    declared: OrderedDictionary<String, SecurityScheme>
  ) -> Bool {
    schemes.contains { scheme in
      guard case .apiKey(let name, let location) = declared[scheme] else { return false }
      let isHeader = parameter.location == .header
      return location.rawValue == parameter.location.rawValue
        && (isHeader ? name.lowercased() == parameter.name.lowercased() : name == parameter.name)
    }
  }

  private static func isFromEnvironment(_ scheme: SecurityScheme) -> Bool {
    switch scheme {
    case .apiKey, .oauth2, .openIDConnect: true
    case .http(let scheme): scheme == "basic" || scheme == "bearer"
    case .mutualTLS, .unknown: false
    }
  }
}
