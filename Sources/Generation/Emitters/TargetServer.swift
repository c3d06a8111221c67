/// What the texts of a suite say about the server to test.
enum TargetServer {
  /// A value for BASE_URL to show: the default, else a server on the reader's machine with the path
  /// that the document's server has.
  static func example(for suite: Suite) -> String {
    if let url = suite.baseURL { return url }
    let documented = suite.documentedServer ?? ""
    let path: Substring
    if let scheme = documented.firstRange(of: "://") {
      path = documented[scheme.upperBound...].drop { $0 != "/" }
    } else {
      path = documented.hasPrefix("/") ? documented[...] : ""
    }
    return "http://127.0.0.1:8000\(path.prefix { $0 != "?" && $0 != "#" })"
  }

  /// The documented server where it is another one than the default.
  static func warning(for suite: Suite) -> String? {
    guard suite.baseURL == nil, let server = suite.documentedServer, server.contains("://") else {
      return nil
    }
    return "The document names \(PlainText.line(server, characterCountMax: 200)). Test it only if "
      + "data may be created, changed and deleted there."
  }
}
