/// The markers of the tests, each with the text that pytest.ini registers it with.
struct PytestMarkers {
  struct Marker {
    var name: String
    var description: String
  }

  private(set) var all: [Marker] = []
  private var known: Set<String> = []
  private var names = UniqueNames(
    reserved: PythonText.keywords.union([
      "anyio", "asyncio", "case_id", "filterwarnings", "flaky", "parametrize", "skip", "skipif",
      "timeout", "tryfirst", "trylast", "usefixtures", "xfail",
    ])
  )

  /// The markers of a technique: its family and its id.
  mutating func technique(_ technique: Technique) -> [String] {
    let words = CaseTitle.words(of: technique)
    return [
      register(technique.family.rawValue, "cases of the family \(technique.family.rawValue)"),
      register(technique.rawValue, words),
    ]
  }

  mutating func priority(_ priority: Priority) -> String {
    let note =
      switch priority {
      case .p0: " (most important)"
      case .p3: " (least important)"
      case .p1, .p2: ""
      }
    return register("p\(priority.rawValue)", "priority \(priority.rawValue)\(note)")
  }

  /// The marker of an operation's tag.
  mutating func tag(_ text: String) -> String {
    let name = names.name(for: "tag \(text)", wanted: "tag_\(Slug.words(text))")
    return register(name, "operations tagged \(text)")
  }

  /// The marker of a case's own tag: `wfc:F102` becomes `wfc_F102`, `P01` stays.
  mutating func other(_ text: String) -> String {
    if known.contains(text) { return text }
    let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    let words = text.split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
    let isName = isPlain && words.utf8.count <= 60 && words.first?.isLetter == true
    let name = names.name(for: text, wanted: isName ? words : "tag_\(Slug.words(text))")
    return register(name, "cases tagged \(text)")
  }

  private mutating func register(_ name: String, _ description: String) -> String {
    if known.insert(name).inserted {
      all.append(Marker(name: name, description: description))
    }
    return name
  }
}
