import OpenAPI

/// How operations are grouped into files.
enum OperationGroup {
  /// The first tag, else the first path segment that is no parameter, else `root`.
  static func of(_ operation: Operation) -> String {
    if let tag = operation.tags.first(where: { !$0.isEmpty }) { return tag }
    let segments = operation.path.split(separator: "/").map(String.init)
    return segments.first { !$0.contains("{") } ?? "root"
  }
}
