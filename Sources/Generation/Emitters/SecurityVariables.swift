import OpenAPI

/// The environment variables that security schemes take their credentials from.
enum SecurityVariables {
  /// The variables to look at, the most special first; empty when nothing is known to send.
  ///
  /// When the document has several keys or tokens, each has a variable of its own too.
  static func names(of scheme: NamedSecurityScheme, in all: [NamedSecurityScheme]) -> [String] {
    guard let common = common(to: scheme.scheme) else { return [] }
    if common == "USERNAME" { return [common] }
    let isAlone = all.filter { Self.common(to: $0.scheme) == common }.count < 2
    return isAlone ? [common] : ["\(common)_\(Slug.words(scheme.name).uppercased())", common]
  }

  /// The variable of all schemes of that kind; `USERNAME` stands for itself and `PASSWORD`.
  private static func common(to scheme: SecurityScheme) -> String? {
    switch scheme {
    case .apiKey: "API_KEY"
    case .http(scheme: "bearer"), .oauth2, .openIDConnect: "API_TOKEN"
    case .http(scheme: "basic"): "USERNAME"
    case .http, .mutualTLS, .unknown: nil
    }
  }
}
