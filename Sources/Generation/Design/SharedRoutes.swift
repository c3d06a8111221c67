import OpenAPI

/// Finds operations that no server can tell apart by the request.
struct SharedRoutes: Sendable {
  /// ``Operation/id`` → the other operations on the same route.
  private var others: [String: [String]] = [:]

  init(_ operations: [Operation]) {
    for operations in Dictionary(grouping: operations, by: Self.route).values {
      for operation in operations {
        let rivals = operations.filter { other in
          // What is sent for a path with a fragment is what is sent for the path without it.
          other.id != operation.id && (Self.hasFragment(operation) || !Self.hasFragment(other))
        }
        if !rivals.isEmpty { others[operation.id] = rivals.map(\.id).sorted() }
      }
    }
  }

  /// Why nothing can be expected of the operation's answers; `nil` when it has its route to itself.
  func reason(for operation: Operation) -> String? {
    guard let rival = others[operation.id]?.first else { return nil }
    return Self.hasFragment(operation)
      ? "only the fragment of its path, which is never sent, tells it from \(rival)"
      : "its path has the same form as \(rival), so a server may take one for the other"
  }

  /// The method and the path as far as it is sent, with unnamed parameters.
  private static func route(of operation: Operation) -> String {
    var route = operation.method + " "
    var isInside = false
    for character in operation.sentPath {
      if !isInside { route.append(character) }
      if character == "{" { isInside = true }
      if character == "}" { isInside = false }
    }
    return route
  }

  private static func hasFragment(_ operation: Operation) -> Bool {
    operation.path.contains("#")
  }
}

extension Operation {
  /// The path template without a fragment, which an HTTP client keeps to itself (RFC 9110 §4.2.5).
  var sentPath: String { String(path.prefix { $0 != "#" }) }
}
