/// The text of `tests/test_<group>.py`.
enum PytestTests {
  static func text(of group: PytestPlan.Group) -> String {
    let hasCases = !group.operations.isEmpty
    let hasLifecycles = !group.lifecycles.isEmpty
    let imports = [hasCases ? "load_cases" : nil, hasLifecycles ? "load_steps" : nil]
    var text = """
      \"""\(PythonText.docstringLine(group.title, characterCountMax: 60)): \(counts(of: group)).\"""

      import pytest

      from assay_runtime import \(imports.compactMap(\.self).joined(separator: ", "))

      """
    if hasCases { text += "\nCASES = load_cases(\"\(group.slug)\")\n" }
    for operation in group.operations {
      text += "\n\n" + heading(of: operation.suite)
      for test in operation.tests {
        text += "\n\n" + function(test, of: operation)
      }
    }
    for lifecycle in group.lifecycles {
      text += "\n\n" + function(lifecycle, in: group)
    }
    return text
  }

  private static func counts(of group: PytestPlan.Group) -> String {
    var parts: [String] = []
    if !group.operations.isEmpty {
      parts.append(
        counted(group.caseCount, "case") + " of " + counted(group.operations.count, "operation")
      )
    }
    if !group.lifecycles.isEmpty { parts.append(counted(group.lifecycles.count, "lifecycle")) }
    return parts.joined(separator: " and ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func heading(of operation: OperationSuite) -> String {
    let summary = operation.summary.map { PlainText.line($0, characterCountMax: 60) } ?? ""
    let id = PlainText.line(operation.id, characterCountMax: 80)
    return "# \(id)\(summary.isEmpty ? "" : ": \(summary)")\n"
  }

  private static func function(_ test: PytestPlan.Test, of operation: PytestPlan.Operation)
    -> String
  {
    let markers =
      [test.technique.family.rawValue, test.technique.rawValue] + operation.markers
    let id = PythonText.docstringLine(operation.suite.id, characterCountMax: 64)
    return decorators(markers) + """
      @pytest.mark.parametrize("case", CASES["\(test.name)"])
      def test_\(test.name)(\((["api", "case"] + test.fixtures).joined(separator: ", "))):
          \"""\(id): \(CaseTitle.words(of: test.technique)).\"""
          api.check(\((["case"] + passed(test.fixtures)).joined(separator: ", ")))

      """
  }

  private static func function(
    _ planned: PytestPlan.PlannedLifecycle,
    in group: PytestPlan.Group
  ) -> String {
    let lifecycle = planned.lifecycle
    var text = decorators(planned.markers)
    text += """
      @pytest.mark.case_id(\(PythonText.literal(lifecycle.id)))
      def test_\(planned.name)(\((["api"] + planned.fixtures).joined(separator: ", "))):
          \"""\(PythonText.docstringLine(lifecycle.title)).

      \(PythonText.docstringParagraph(lifecycle.reason, indent: "    "))
          \"""
          steps = load_steps("\(group.slug)", \(PythonText.literal(lifecycle.id)))

          # The fixture \(planned.fixtures.first ?? "") has sent \(
            PlainText.line(lifecycle.producer.operation, characterCountMax: 60)).

      """
    for (index, planned) in planned.steps.enumerated() {
      let arguments = (["steps[\(index)]"] + passed(planned.arguments.fixtures)).joined(
        separator: ", "
      )
      text += """

            # \(index + 1). \(PlainText.line(planned.step.title, characterCountMax: 80))
            api.check(\(arguments))

        """
    }
    return text
  }

  private static func decorators(_ markers: [String]) -> String {
    markers.map { "@pytest.mark.\($0)\n" }.joined()
  }

  private static func passed(_ fixtures: [String]) -> [String] {
    fixtures.map { "\($0)=\($0)" }
  }
}
