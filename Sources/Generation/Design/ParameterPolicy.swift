import OpenAPI

/// Which documented parameters a designed request leaves alone.
enum ParameterPolicy {
  /// Whether the document's word on the parameter is ignored.
  ///
  /// OpenAPI 3.1.1 §4.8.12.1 says so of three fields; the others belong to the connection and are
  /// written by the HTTP client.
  static func isIgnored(_ parameter: Parameter) -> Bool {
    guard parameter.location == .header else { return false }
    return [
      "accept", "content-type", "authorization", "host", "connection", "content-length",
      "transfer-encoding", "expect", "te", "trailer", "upgrade", "cookie",
    ].contains(parameter.name.lowercased())
  }

  /// Whether only the server knows a good value: credentials that are no security scheme, page
  /// cursors, validators of stored state.
  ///
  /// An invented value would be refused by a correct server.
  static func isOpaque(_ parameter: Parameter) -> Bool {
    let name = ResourceNaming.normalised(parameter.name)
    switch parameter.location {
    case .query: return credentials.contains(name) || cursors.contains(name)
    case .header: return credentials.contains(name) || validators.contains(name)
    case .cookie: return credentials.contains(name) || name.contains("session")
    case .path, .querystring: return false
    }
  }

  private static let credentials: Set = [
    "apikey", "xapikey", "apitoken", "token", "accesstoken", "authtoken", "xauthtoken",
    "bearertoken", "sessiontoken", "sessionid", "csrftoken", "xcsrftoken",
  ]
  private static let cursors: Set = [
    "cursor", "nextcursor", "pagecursor", "pagetoken", "nextpagetoken", "nexttoken", "synctoken",
    "continuationtoken", "continue", "marker", "after", "before", "startingafter", "endingbefore",
    "scrollid", "resourceversion", "resourceversionmatch",
  ]
  private static let validators: Set = [
    "ifmatch", "ifnonematch", "ifmodifiedsince", "ifunmodifiedsince", "ifrange", "range", "prefer",
  ]
}
