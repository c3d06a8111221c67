import JSONSchema
import OrderedCollections

/// Two paths that both match some requests, and neither is the more concrete one: `/a/{x}/c` and
/// `/{y}/b/c`. Paths that differ in names only are found when the document is read.
enum OverlappingPaths: Lint {
  /// Comparisons in all; where hundreds of templates share their shape, the first of them are told.
  private static let stepsMax = 200_000

  /// The paths by segments: each node's children are literal segments, and one for a placeholder.
  private final class Node {
    var literals: OrderedDictionary<Substring, Node> = [:]
    var placeholder: Node?
    var path: String?
  }

  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    let root = Node()
    var steps = 0
    var seen: Set<String> = []
    for operation in subject.document.operations
    where steps < stepsMax && seen.insert(operation.path).inserted {
      let segments = operation.path.split(separator: "/", omittingEmptySubsequences: false)
      var others: [String] = []
      collect(root, segments[...], isFirstMore: false, isOtherMore: false, &others, &steps)
      for other in others {
        findings.inform(
          .overlappingPaths,
          "`\(operation.path)` and `\(other)` both match some requests, and neither is the more "
            + "concrete one; servers may choose either.",
          at: operation.pointer.parent ?? operation.pointer
        )
      }
      insert(operation.path, segments, into: root)
    }
  }

  private static func insert(_ path: String, _ segments: [Substring], into root: Node) {
    var node = root
    for segment in segments {
      if isPlaceholder(segment) {
        let next = node.placeholder ?? Node()
        node.placeholder = next
        node = next
      } else {
        let next = node.literals[segment] ?? Node()
        node.literals[segment] = next
        node = next
      }
    }
    node.path = node.path ?? path
  }

  private static func isPlaceholder(_ segment: Substring) -> Bool {
    segment.hasPrefix("{") && segment.hasSuffix("}") && !segment.dropFirst().contains("{")
  }

  /// - Parameters:
  ///   - isFirstMore: somewhere the path sought is the more concrete one.
  ///   - isOtherMore: somewhere the path in the tree is.
  private static func collect(
    _ node: Node,
    _ segments: ArraySlice<Substring>,
    isFirstMore: Bool,
    isOtherMore: Bool,
    _ found: inout [String],
    _ steps: inout Int
  ) {
    steps += 1
    guard steps < stepsMax else { return }
    guard let segment = segments.first else {
      if isFirstMore, isOtherMore, let path = node.path { found.append(path) }
      return
    }
    let rest = segments.dropFirst()
    if isPlaceholder(segment) {
      for next in node.literals where !next.key.contains("{") && steps < stepsMax {
        collect(next.value, rest, isFirstMore: isFirstMore, isOtherMore: true, &found, &steps)
      }
      if let next = node.placeholder {
        collect(next, rest, isFirstMore: isFirstMore, isOtherMore: isOtherMore, &found, &steps)
      }
    } else {
      if let next = node.literals[segment] {
        collect(next, rest, isFirstMore: isFirstMore, isOtherMore: isOtherMore, &found, &steps)
      }
      if let next = node.placeholder, !segment.contains("{"), !segment.isEmpty {
        collect(next, rest, isFirstMore: true, isOtherMore: isOtherMore, &found, &steps)
      }
    }
  }
}
