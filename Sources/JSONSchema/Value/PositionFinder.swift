/// Finds the byte offsets of wanted values in a JSON text.
///
/// It follows the wanted pointers as a tree and reads over everything else.
struct PositionFinder {
  private struct Node {
    var pointer: JSONPointer?
    var children: [String: Int] = [:]
  }

  private var nodes = [Node()]
  private var parser: JSONParser
  private var found: [(pointer: JSONPointer, offset: Int)] = []

  init(pointers: Set<JSONPointer>, bytes: [UInt8]) {
    parser = JSONParser(bytes: bytes, limits: JSONReader.Limits())
    for pointer in pointers {
      var node = 0
      for token in pointer.tokens {
        if let child = nodes[node].children[token] {
          node = child
        } else {
          nodes[node].children[token] = nodes.count
          node = nodes.count
          nodes.append(Node())
        }
      }
      nodes[node].pointer = pointer
    }
  }

  /// The offsets found; where the text is no JSON the search ends with what it has.
  mutating func find() -> [(pointer: JSONPointer, offset: Int)] {
    parser.skipWhitespace()
    do {
      try visit(0, at: parser.index)
    } catch {
      // The text has been read before, so this is only reached for one that was refused.
    }
    return found
  }

  private mutating func visit(_ node: Int, at offset: Int) throws(JSONSyntaxError) {
    if let pointer = nodes[node].pointer { found.append((pointer, offset)) }
    let children = nodes[node].children
    switch parser.peek {
    case UInt8(ascii: "{") where !children.isEmpty: try visitMembers(children)
    case UInt8(ascii: "[") where !children.isEmpty: try visitElements(children)
    default: _ = try parser.value()
    }
  }

  private mutating func visitMembers(_ children: [String: Int]) throws(JSONSyntaxError) {
    try parser.enter()
    parser.skipWhitespace()
    if parser.skip(UInt8(ascii: "}")) { return }
    repeat {
      let offset = parser.index
      if let child = children[try parser.memberName()] {
        try visit(child, at: offset)
      } else {
        _ = try parser.value()
      }
    } while try !parser.endsAfterItem(UInt8(ascii: "}"), of: "object")
  }

  private mutating func visitElements(_ children: [String: Int]) throws(JSONSyntaxError) {
    try parser.enter()
    parser.skipWhitespace()
    if parser.skip(UInt8(ascii: "]")) { return }
    var index = 0
    repeat {
      if let child = children[String(index)] {
        try visit(child, at: parser.index)
      } else {
        _ = try parser.value()
      }
      index += 1
    } while try !parser.endsAfterItem(UInt8(ascii: "]"), of: "array")
  }
}
