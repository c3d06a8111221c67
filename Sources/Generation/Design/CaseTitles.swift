/// Makes titles `METHOD path – condition → expected`, each unique in its operation.
struct CaseTitles {
  private var used: Set<String> = []
  private let method: String
  private let path: String

  /// A path is not cut below this.
  private static let pathCharactersMin = 24

  init(method: String, path: String) {
    self.method = method
    self.path = path
  }

  /// A title of at most ``DesignLimits/titleCharactersMax`` characters.
  mutating func title(_ condition: String, expected: String) -> String {
    var number = 1
    while true {
      let mark = number == 1 ? "" : " (\(number))"
      let title = fitted(Self.oneLine(condition), mark, expected)
      if used.insert(title).inserted { return title }
      number += 1
    }
  }

  private func fitted(_ condition: String, _ mark: String, _ expected: String) -> String {
    let fixed = "\(method)  – \(mark) → \(expected)".count
    let room = DesignLimits.titleCharactersMax - fixed
    if path.count + condition.count <= room { return text(path, condition + mark, expected) }
    let pathRoom = max(min(path.count, Self.pathCharactersMin), room - condition.count)
    let shortPath = path.count <= pathRoom ? path : "…" + path.suffix(pathRoom - 1)
    let conditionRoom = max(1, room - shortPath.count)
    let shortCondition =
      condition.count <= conditionRoom ? condition : condition.prefix(conditionRoom - 1) + "…"
    return text(shortPath, shortCondition + mark, expected)
  }

  private func text(_ path: String, _ condition: String, _ expected: String) -> String {
    "\(method) \(path) – \(condition) → \(expected)"
  }

  private static func oneLine(_ text: String) -> String {
    let isSpace = { (character: Character) in
      character.isWhitespace
        || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
    return text.split(whereSeparator: isSpace).joined(separator: " ")
  }
}
