package import OpenAPI

/// One term of the options `include` and `exclude`.
package enum OperationSelector: Sendable, Hashable {
  /// `tag:pets`; compared exactly.
  case tag(String)
  /// `method:GET`; upper case.
  case method(String)
  /// `operation:listPets`; the operationId, or `GET /pets` for an operation without one.
  case operation(String)
  /// `deprecated:true` or `deprecated:false`.
  case deprecated(Bool)
  /// `/pets/*`: `*` stands for any characters, slashes included; everything else for itself.
  case path(String)

  /// Why a text is no selector; a clause that says what would be right.
  package struct Malformed: Error, Sendable, Equatable {
    package var reason: String
  }

  /// The longest selector that is read.
  package static let byteCountMax = 512

  /// Reads `tag:x`, `method:GET`, `operation:id`, `deprecated:true` or a path glob beginning with `/` or `*`.
  package init(_ text: String) throws(Malformed) {
    guard text.utf8.count <= Self.byteCountMax else {
      throw Malformed(reason: "a selector has at most \(Self.byteCountMax) bytes")
    }
    if text.hasPrefix("/") || text.hasPrefix("*") {
      self = .path(text)
      return
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : ""
    switch parts.first {
    case "tag" where !value.isEmpty: self = .tag(value)
    case "method" where !value.isEmpty: self = .method(value.uppercased())
    case "operation" where !value.isEmpty: self = .operation(value)
    case "deprecated" where ["true", "false"].contains(value): self = .deprecated(value == "true")
    default:
      throw Malformed(
        reason: "\"\(text)\" is no selector; write tag:NAME, method:GET, operation:ID, "
          + "deprecated:true or a path such as /pets/*"
      )
    }
  }

  /// The text that ``init(_:)`` reads back.
  package var text: String {
    switch self {
    case .tag(let name): "tag:\(name)"
    case .method(let name): "method:\(name)"
    case .operation(let id): "operation:\(id)"
    case .deprecated(let isDeprecated): "deprecated:\(isDeprecated)"
    case .path(let glob): glob
    }
  }

  /// Whether the operation is one of those that the selector means.
  package func matches(_ operation: Operation) -> Bool {
    switch self {
    case .tag(let name): operation.tags.contains(name)
    case .method(let name): operation.method == name
    case .operation(let id): operation.operationID == id || operation.id == id
    case .deprecated(let isDeprecated): operation.isDeprecated == isDeprecated
    case .path(let glob): Self.matches(glob: Array(glob.utf8), text: Array(operation.path.utf8))
    }
  }

  /// Greedy matching with one point to come back to: linear in space, never exponential in time.
  private static func matches(glob: [UInt8], text: [UInt8]) -> Bool {
    let star = UInt8(ascii: "*")
    var (g, t) = (0, 0)
    var resume: (glob: Int, text: Int)?
    while t < text.count {
      if g < glob.count, glob[g] == star {
        resume = (g + 1, t)
        g += 1
      } else if g < glob.count, glob[g] == text[t] {
        g += 1
        t += 1
      } else if let point = resume {
        resume = (point.glob, point.text + 1)
        g = point.glob
        t = point.text + 1
      } else {
        return false
      }
    }
    return glob[g...].allSatisfy { $0 == star }
  }
}
