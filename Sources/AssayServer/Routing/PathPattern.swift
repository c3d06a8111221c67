/// A path of the table, `/api/tasks/{id}/files/{path}`.
struct PathPattern: Sendable, Equatable {
  private enum Segment: Sendable, Equatable {
    case literal(Substring)
    case parameter
  }

  /// As written in the table and in the server's own OpenAPI document.
  let text: String
  private let segments: [Segment]
  /// The last parameter takes all that is left, slashes included.
  private let takesRest: Bool

  init(_ text: String, takesRest: Bool = false) {
    self.text = text
    self.takesRest = takesRest
    segments = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
      $0.hasPrefix("{") ? .parameter : .literal($0)
    }
  }

  /// The values of the parameters, or `nil` when the path is another one.
  func match(_ path: [Substring]) -> [String]? {
    guard takesRest ? path.count >= segments.count : path.count == segments.count else {
      return nil
    }
    var values: [String] = []
    for (index, segment) in segments.enumerated() {
      switch segment {
      case .literal(let text):
        guard path[index] == text else { return nil }
      case .parameter where takesRest && index == segments.count - 1:
        values.append(path[index...].joined(separator: "/"))
      case .parameter:
        guard !path[index].isEmpty else { return nil }
        values.append(String(path[index]))
      }
    }
    return values
  }
}
