import FoundationEssentials
import Generation
import OpenAPI
import TaskHub

extension Pipeline {
  /// Designs all operations in parallel and tells them in the document's order.
  func design(
    _ designer: SuiteDesigner,
    reporter: ProgressReporter
  ) async throws(PipelineError) -> [OperationSuite] {
    let operations = designer.operations
    await reporter.report(.designing(endpointCount: operations.count))

    return try await withTaskGroup(
      of: (index: Int, suite: OperationSuite).self,
      returning: Result<[OperationSuite], PipelineError>.self
    ) { group in
      var begun = 0
      func beginNext() {
        guard begun < operations.count else { return }
        let index = begun
        begun += 1
        group.addTask { (index, designer.design(operations[index])) }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { beginNext() }

      var finished: [Int: OperationSuite] = [:]
      var suites: [OperationSuite] = []
      suites.reserveCapacity(operations.count)
      while let (index, suite) = await group.next() {
        if Task.isCancelled {
          group.cancelAll()
          return .failure(.cancelled)
        }
        finished[index] = suite
        beginNext()
        while let next = finished.removeValue(forKey: suites.count) {
          suites.append(next)
          await reporter.report(
            .designed(
              index: suites.count,
              of: operations.count,
              method: next.method,
              path: next.path
            )
          )
        }
      }
      return .success(suites)
    }.get()
  }
}
