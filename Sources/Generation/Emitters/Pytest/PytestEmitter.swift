import JSONSchema

/// Writes the suite for pytest: readable tests over a small runtime, cases as data beside them.
struct PytestEmitter: Emitter {
  var format: OutputFormat { .pytest }

  func commands(for suite: Suite) -> [String] {
    [
      "pip install -r pytest/requirements.txt",
      "export BASE_URL=\(ShellText.word(TargetServer.example(for: suite)))",
      "pytest pytest",
    ]
  }

  func emit(_ suite: Suite) -> [SuiteFile] {
    let plan = PytestPlan(suite)
    var files = PytestRuntime.files.map { SuiteFile(path: "pytest/\($0)", text: $1) }
    files += [
      SuiteFile(path: "pytest/.env.example", text: PytestProject.environmentExample(suite)),
      SuiteFile(path: "pytest/README.md", text: PytestProject.readme(plan, of: suite)),
      SuiteFile(path: "pytest/auth.py", text: PytestAuth.text(suite.securitySchemes)),
      SuiteFile(
        path: "pytest/conftest.py",
        text: PytestConftest.text(resources: plan.resources.all, suite: suite)
      ),
      SuiteFile(path: "pytest/pytest.ini", text: PytestProject.configuration(plan.markers.all)),
      SuiteFile(path: "pytest/requirements.txt", text: PytestProject.requirements),
      SuiteFile(path: "pytest/ruff.toml", text: PytestProject.linter),
      dataFile("schemas", suite.schemaDocument),
      dataFile("resources", .object(PytestData.resources(plan.resources.all))),
    ]
    for group in plan.groups {
      let ids =
        group.operations.flatMap { $0.tests.flatMap { $0.cases.map(\.testCase.id) } }
        + group.lifecycles.map(\.lifecycle.id)
      files.append(dataFile(group.slug, PytestData.file(of: group)))
      files.append(
        SuiteFile(
          path: "pytest/tests/test_\(group.slug).py",
          text: PytestTests.text(of: group),
          caseIDs: ids
        )
      )
    }
    return files.sorted { $0.path < $1.path }
  }

  private func dataFile(_ name: String, _ value: JSONValue) -> SuiteFile {
    SuiteFile(
      path: "pytest/data/\(name).json",
      content: value.serializedBytes(.pretty) + [UInt8(ascii: "\n")]
    )
  }
}
