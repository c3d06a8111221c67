import OpenAPI

/// Small documents for tests.
enum Documents {
  static func read(_ yaml: String) throws -> APIDocument {
    try DocumentReader().read(Array(yaml.utf8))
  }

  /// A document with one GET on each of the paths.
  static func paths(_ paths: [String]) throws -> APIDocument {
    let items = paths.map { "  '\($0)': {get: {responses: {'200': {description: ok}}}}\n" }
    return try read(
      "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n" + items.joined()
    )
  }
}
