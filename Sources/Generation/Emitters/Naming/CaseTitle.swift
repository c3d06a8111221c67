/// The parts of a test case's title: `POST /pets – name is missing → 4xx`.
enum CaseTitle {
  /// What is special about the case: `name is missing`.
  static func condition(of testCase: TestCase, in operation: OperationSuite) -> String {
    var title = testCase.title[...]
    if title.hasPrefix(operation.id) {
      title = title.dropFirst(operation.id.count)
    } else if title.hasPrefix(operation.method), let dash = title.firstRange(of: " – ") {
      // A long path is cut in a title.
      title = title[dash.upperBound...]
    }
    if let arrow = title.lastIndex(of: "→") { title = title[..<arrow] }
    while let first = title.first, " –-:".contains(first) { title.removeFirst() }
    while title.hasSuffix(" ") { title.removeLast() }
    return title.isEmpty ? words(of: testCase.technique) : String(title)
  }

  /// The technique as lower-case words: `missing required`.
  static func words(of technique: Technique) -> String {
    Slug.words(String(describing: technique)).replacing("_", with: " ")
  }
}
