import OrderedCollections

/// A path template (3.1.1 §4.8.8.2) and the names between its braces.
struct PathTemplate {
  /// The names in the order of writing, each once.
  private(set) var placeholders: OrderedSet<String> = []
  /// The template with every name taken out: equal for `/a/{x}` and `/a/{y}`.
  private(set) var shape = ""
  /// Every brace has its partner.
  private(set) var isBalanced = true

  init(_ path: some StringProtocol) {
    var name: String?
    for character in path {
      switch (character, name) {
      case ("{", nil):
        name = ""
      case ("}", .some(let finished)) where !finished.isEmpty:
        placeholders.append(finished)
        shape += "{}"
        name = nil
      case ("{", .some), ("}", _):
        isBalanced = false
      case (_, .some(let begun)):
        name = begun + String(character)
      case (_, nil):
        shape.append(character)
      }
    }
    isBalanced = isBalanced && name == nil
  }
}
