/// Text from a document as Python source, whatever it contains.
enum PythonText {
  /// A string literal of ASCII characters.
  static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case " "..."~": literal.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 8 - digits.count)
        literal += "\\U\(padding)\(digits)"
      }
    }
    return literal + "\""
  }

  /// One line that may stand inside `"""`.
  static func docstringLine(_ text: String, characterCountMax: Int = 90) -> String {
    // By scalars: a quote with a combining mark is another character, but still ends a docstring.
    PlainText.line(text, characterCountMax: characterCountMax).unicodeScalars.reduce(into: "") {
      if $1 == "\"" || $1 == "\\" { $0 += "\\" }
      $0.unicodeScalars.append($1)
    }
  }

  /// Text wrapped into lines that may stand inside `"""`; at most six.
  static func docstringParagraph(_ text: String, indent: String) -> String {
    var lines: [String] = []
    var current = ""
    for word in PlainText.line(text, characterCountMax: 400).split(separator: " ") {
      if !current.isEmpty, current.count + word.count >= 84 {
        lines.append(current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    if !current.isEmpty { lines.append(current) }
    return lines.prefix(6).map { indent + docstringLine($0, characterCountMax: 400) }
      .joined(separator: "\n")
  }

  /// Words that cannot be names.
  static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
  ]

  /// Keywords, fixtures of pytest and its usual plugins, and names that the generated modules use.
  static let reservedNames = keywords.union([
    "api", "auth", "benchmark", "cache", "capfd", "capfdbinary", "caplog", "capsys",
    "capsysbinary", "capteesys", "case", "credentials", "doctest_namespace", "identifier", "key",
    "monkeypatch", "password", "print", "pytest", "pytestconfig", "pytester", "record_property",
    "record_testsuite_property", "record_xml_attribute", "recwarn", "request", "schemes", "self",
    "settings", "steps", "str", "subtests", "testdir", "testrun_uid", "tmp_path",
    "tmp_path_factory", "tmpdir", "tmpdir_factory", "username", "worker_id",
    "pytest_addoption", "pytest_collection_modifyitems",
  ])
}
