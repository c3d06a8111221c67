import OpenAPI

/// The text of `auth.py`: one function for each security scheme.
enum PytestAuth {
  static func text(_ schemes: [NamedSecurityScheme]) -> String {
    if schemes.isEmpty { return withoutSchemes }
    var names = UniqueNames(reserved: PythonText.reservedNames)
    var functions = ""
    var entries = ""
    for scheme in schemes {
      let slug = Slug.words(scheme.name)
      let name = names.name(
        for: scheme.name,
        wanted: slug.first?.isLetter == true ? slug : "scheme_\(slug)"
      )
      let use = use(
        of: scheme.scheme,
        variables: SecurityVariables.names(of: scheme, in: schemes)
      )
      functions += """


        def \(name)(settings):
            \"""\(PythonText.docstringLine(use.description)).\"""
            \(use.body.joined(separator: "\n    "))

        """
      entries += "    \(PythonText.literal(scheme.name)): \(name),\n"
    }
    return """
      \"""How requests get their credentials: one function for each security scheme.

      The values come from the environment; a test that lacks one is skipped and says which.
      \"""

      from assay_runtime import credentials
      \(functions)

      # Security scheme of the document -> function.
      SCHEMES = {
      \(entries)}

      """
  }

  private static let withoutSchemes = """
    \"""How requests get their credentials: the document has no security schemes.\"""

    # Security scheme of the document -> function.
    SCHEMES = {}

    """

  private static func use(
    of scheme: SecurityScheme,
    variables: [String]
  ) -> (description: String, body: [String]) {
    let names = variables.map(PythonText.literal).joined(separator: ", ")
    switch scheme {
    case .apiKey(let name, let location):
      return (
        "An API key, sent in the \(location.rawValue) as \(name)",
        [
          "key = settings.credential(\(names))",
          "return credentials.key_in_\(location.rawValue)(\(PythonText.literal(name)), key)",
        ]
      )
    case .http(scheme: "bearer"), .oauth2, .openIDConnect:
      return ("A bearer token", ["return credentials.bearer(settings.credential(\(names)))"])
    case .http(scheme: "basic"):
      return (
        "User name and password",
        [
          "username = settings.credential(\"USERNAME\")",
          "password = settings.credential(\"PASSWORD\")",
          "return credentials.basic(username, password)",
        ]
      )
    case .http(let other): return unsupported("HTTP authentication of the scheme \(other)")
    case .mutualTLS: return unsupported("a client certificate")
    case .unknown(let type): return unsupported("credentials of the type \(type)")
    }
  }

  private static func unsupported(_ what: String) -> (description: String, body: [String]) {
    ("Not supported: \(what)", ["return credentials.not_supported(\(PythonText.literal(what)))"])
  }
}
