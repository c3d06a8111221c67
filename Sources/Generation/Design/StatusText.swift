import OpenAPI

/// Status patterns as people read them.
enum StatusText {
  /// `201`, `2xx`, `default`.
  static func of(_ pattern: StatusPattern) -> String {
    switch pattern {
    case .code(let code): "\(code)"
    case .range(let hundred): "\(hundred)xx"
    case .default: "default"
    }
  }

  /// `200`, `200 or 204`, `400, 404 or 422`.
  static func list(_ patterns: [StatusPattern]) -> String {
    let texts = patterns.map(of)
    guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Answers that never have content (RFC 9110 §15.3.5, §15.3.6, §15.4.5).
  static func isWithoutContent(_ pattern: StatusPattern) -> Bool {
    [.code(204), .code(205), .code(304)].contains(pattern)
  }

  /// Whether the pattern, as documented, covers the code.
  static func covers(_ pattern: StatusPattern, _ code: Int) -> Bool {
    switch pattern {
    case .code(let own): own == code
    case .range(let hundred): code / 100 == hundred
    case .default: true
    }
  }
}
