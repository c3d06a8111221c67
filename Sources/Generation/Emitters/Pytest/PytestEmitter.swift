/// Writes the suite for pytest: readable tests over a small runtime, cases as data beside them.
struct PytestEmitter: Emitter {
  var format: OutputFormat { .pytest }

  func commands(for suite: Suite) -> [String] {
    [
      "pip install -r pytest/requirements.txt",
      "export BASE_URL=http://127.0.0.1:8000",
      "pytest pytest",
    ]
  }

  func emit(_ suite: Suite) -> [SuiteFile] {
    preconditionFailure("unfinished")
  }
}
