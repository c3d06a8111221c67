import DequeModule
import OrderedCollections

/// A bounded queue in which clients take turns: one with a hundred tasks delays another's first by one.
struct FairQueue<Element: Hashable> {
  private var lines: OrderedDictionary<String, Deque<Element>> = [:]
  private(set) var count = 0

  mutating func append(_ element: Element, client: String) {
    lines[client, default: []].append(element)
    count += 1
  }

  /// The next client's first element; that client then goes behind all others.
  mutating func popFirst() -> Element? {
    guard let client = lines.keys.first, var line = lines.removeValue(forKey: client),
      let element = line.popFirst()
    else { return nil }
    if !line.isEmpty { lines[client] = line }
    count -= 1
    return element
  }

  /// Takes `element` out of its client's line; `false` when it is not there.
  mutating func remove(_ element: Element, client: String) -> Bool {
    guard let index = lines[client]?.firstIndex(of: element) else { return false }
    lines[client]?.remove(at: index)
    if lines[client]?.isEmpty == true { lines.removeValue(forKey: client) }
    count -= 1
    return true
  }
}
