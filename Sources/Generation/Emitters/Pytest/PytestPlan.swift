import JSONSchema

/// The suite with Python's names given: which test functions there are, over which cases.
struct PytestPlan {
  /// One `tests/test_<slug>.py` with its `data/<slug>.json`.
  struct Group {
    var title: String
    var slug: String
    var operations: [Operation] = []
    var lifecycles: [PlannedLifecycle] = []

    var caseCount: Int {
      operations.reduce(0) { $0 + $1.tests.reduce(0) { $0 + $1.cases.count } }
    }
  }

  struct Operation {
    var suite: OperationSuite
    var markers: [String]
    var tests: [Test]
  }

  /// One test function: the cases of an operation that share technique and fixtures.
  struct Test {
    /// Without `test_`; also the key in the data file.
    var name: String
    var technique: Technique
    var fixtures: [String]
    var cases: [PlannedCase]
  }

  struct PlannedCase {
    var testCase: TestCase
    var arguments: [Argument]
    /// What stands in the brackets of pytest's id.
    var name: String
    /// Those that the test function does not carry for all its cases.
    var markers: [String]
  }

  /// A path parameter that takes its value from a fixture.
  struct Argument {
    var parameter: String
    var fixture: String
  }

  struct PlannedLifecycle {
    var lifecycle: Lifecycle
    var name: String
    var markers: [String]
    /// All that the test function asks for; the producer's comes first.
    var fixtures: [String]
    var steps: [PlannedStep]
  }

  struct PlannedStep {
    var step: LifecycleStep
    var arguments: [Argument]
  }

  private(set) var groups: [Group] = []
  private(set) var resources = PytestResources()
  private(set) var markers = PytestMarkers()

  /// The positions in ``groups`` by slug.
  private var groupIndices: [String: Int] = [:]
  private var groupNames = UniqueNames(reserved: ["schemas", "resources"])
  private var testNames = UniqueNames()

  init(_ suite: Suite) {
    for operation in suite.operations where !operation.cases.isEmpty {
      add(operation)
    }
    for lifecycle in suite.lifecycles {
      add(lifecycle)
    }
  }

  private mutating func add(_ operation: OperationSuite) {
    let index = groupIndex(for: operation.group)
    let tags = operation.tags.map { markers.tag($0) }
    let stem = testNames.name(
      for: operation.id,
      wanted: Slug.words(operation.id, characterCountMax: 56)
    )
    // In the order in which the cases first ask for them.
    var tests: [Test] = []
    for testCase in operation.cases {
      let planned = plan(testCase, of: operation, tags: tags)
      let fixtures = planned.arguments.fixtures
      let position = tests.firstIndex {
        $0.technique == testCase.technique && $0.fixtures == fixtures
      }
      if let position {
        tests[position].cases.append(planned)
      } else {
        let words = Slug.words(String(describing: testCase.technique))
        let isSecond = tests.contains { $0.technique == testCase.technique }
        let suffix = !isSecond ? "" : fixtures.isEmpty ? "__given_values" : "__created_values"
        let name = testNames.name(
          for: "\(operation.id) \(words) \(fixtures)",
          wanted: "\(stem)__\(words)\(suffix)"
        )
        tests.append(
          Test(
            name: name,
            technique: testCase.technique,
            fixtures: fixtures,
            cases: [planned]
          )
        )
      }
    }
    for position in tests.indices { Self.makeNamesUnique(&tests[position].cases) }
    groups[index].operations.append(Operation(suite: operation, markers: tags, tests: tests))
  }

  private mutating func plan(
    _ testCase: TestCase,
    of operation: OperationSuite,
    tags: [String]
  ) -> PlannedCase {
    let condition = Slug.words(CaseTitle.condition(of: testCase, in: operation))
    let outcome = Slug.words(testCase.expectation.statusText, characterCountMax: 24)
    let known = markers.technique(testCase.technique) + tags
    let others = testCase.tags.map {
      operation.tags.contains($0) ? markers.tag($0) : markers.other($0)
    }
    return PlannedCase(
      testCase: testCase,
      arguments: resources.arguments(of: testCase.request),
      name: "\(condition)__returns_\(outcome)",
      markers: unique([markers.priority(testCase.priority)] + others, without: known)
    )
  }

  private mutating func add(_ lifecycle: Lifecycle) {
    let index = groupIndex(for: lifecycle.group)
    let fixture = resources.fixture(for: lifecycle.producer)
    let name = testNames.name(
      for: "lifecycle \(lifecycle.id)",
      wanted: Slug.words(lifecycle.title, characterCountMax: 80)
    )
    let steps = lifecycle.steps.map { step in
      var step = step
      Self.fillPath(of: &step.request, with: lifecycle.producer)
      return PlannedStep(
        step: step,
        arguments: resources.arguments(of: step.request)
      )
    }
    let all =
      markers.technique(lifecycle.technique) + [markers.priority(lifecycle.priority)]
      + lifecycle.tags.map { markers.other($0) }
    groups[index].lifecycles.append(
      PlannedLifecycle(
        lifecycle: lifecycle,
        name: name,
        markers: unique(all, without: []),
        fixtures: unique([fixture] + steps.flatMap(\.arguments.fixtures), without: []),
        steps: steps
      )
    )
  }

  /// A step's parameter that has no value of its own takes the produced one.
  private static func fillPath(of request: inout CaseRequest, with producer: ResourceProducer) {
    for name in RequestText.parameterNames(of: request.pathTemplate)
    where !request.pathParameters.contains(where: { $0.name == name }) {
      request.pathParameters.append(PathArgument(name: name, source: .produced(producer)))
    }
  }

  private mutating func groupIndex(for title: String) -> Int {
    let slug = groupNames.name(for: title, wanted: Slug.words(title))
    if let index = groupIndices[slug] { return index }
    groupIndices[slug] = groups.count
    groups.append(Group(title: title, slug: slug))
    return groups.count - 1
  }

  /// Cases of the same name get their case's id behind it.
  private static func makeNamesUnique(_ cases: inout [PlannedCase]) {
    let counts = cases.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
    for index in cases.indices where counts[cases[index].name] != 1 {
      cases[index].name += "_\(Slug.words(cases[index].testCase.id))"
    }
  }

  private func unique(_ names: [String], without known: [String]) -> [String] {
    names.reduce(into: []) {
      if !$0.contains($1), !known.contains($1) { $0.append($1) }
    }
  }
}

extension [PytestPlan.Argument] {
  /// The fixtures in the order of the path, each once.
  var fixtures: [String] {
    reduce(into: []) { if !$0.contains($1.fixture) { $0.append($1.fixture) } }
  }
}
