import JSONSchema
import OpenAPI

/// S01: create → read → delete → read is 404, for every resource that can be created and deleted.
struct Lifecycles {
  let basis: DesignBasis
  let producers: ResourceProducers

  /// One lifecycle for each item path with GET and DELETE whose one parameter has a producer.
  func design(_ operations: [Operation]) -> [Lifecycle] {
    var lifecycles: [Lifecycle] = []
    let deletions = Dictionary(
      operations.lazy.filter { $0.method == "DELETE" }.map { ($0.path, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for read in operations
    where read.method == "GET" && basis.exclusion(of: read) == nil {
      guard let delete = deletions[read.path],
        let lifecycle = lifecycle(read, delete)
      else { continue }
      lifecycles.append(lifecycle)
    }
    return lifecycles
  }

  private func lifecycle(_ read: Operation, _ delete: Operation) -> Lifecycle? {
    let pathParameters = read.parameters.filter { $0.location == .path }
    guard read.path.hasSuffix("}"), pathParameters.count == 1, deletesAtOnce(delete),
      let parameter = pathParameters.first,
      let producer = producers.producers(for: read)[parameter.name],
      producer.cleanUp?.pathTemplate == read.path,
      let reading = step(read), let deleting = step(delete)
    else { return nil }
    let gone = LifecycleStep(
      title: "\(read.id) – after deletion → 404",
      operation: read.id,
      request: reading.request,
      expectation: StatusExpectations(read, schemas: basis.schemas).exactly([404, 410])
    )
    let title = "\(producer.operation) – create, read, delete, read again → 404"
    return Lifecycle(
      id: StableHash("lifecycle", producer.operation, read.path).shortHex,
      title: title.count <= DesignLimits.titleCharactersMax
        ? title : "\(producer.operation.suffix(50)) – create, read, delete, read again → 404",
      technique: .lifecycle,
      priority: .p1,
      tags: ["stateful", Technique.lifecycle.rawValue, "wfc:F103"],
      group: OperationGroup.of(read),
      producer: producer,
      steps: [
        named(reading, "created"), named(deleting, "delete"), gone,
      ],
      reason: "What was created can be read, and after its deletion no longer."
    )
  }

  /// A deletion that is only accepted (202) may still be under way when the next step reads.
  private func deletesAtOnce(_ delete: Operation) -> Bool {
    delete.responses.contains { [.code(200), .code(204)].contains($0.status) }
      && !delete.responses.contains { $0.status == .code(202) }
  }

  private func step(_ operation: Operation) -> LifecycleStep? {
    let context = OperationContext(
      operation,
      on: basis,
      produced: producers.producers(for: operation)
    )
    // Without a valid request there is no lifecycle; the operation's own suite says why.
    guard let values = try? context.requiredOnly(salt: "lifecycle"), !context.mayBeMissing(values),
      let request = try? context.request(values)
    else { return nil }
    let expectation = context.expectations.positive(.init())
    return LifecycleStep(
      title: "\(operation.id) – step → \(context.expectations.successText)",
      operation: operation.id,
      request: request,
      expectation: expectation
    )
  }

  private func named(_ step: LifecycleStep, _ condition: String) -> LifecycleStep {
    var step = step
    step.title = step.title.replacing("– step →", with: "– \(condition) →", maxReplacements: 1)
    return step
  }
}
