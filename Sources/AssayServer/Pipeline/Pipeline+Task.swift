import Generation
import JSONSchema
package import TaskHub

extension Pipeline {
  /// The work that a hub runs for each task.
  package func work(
    _ input: TaskInput,
    _ reporter: ProgressReporter
  ) async throws -> TaskResult {
    do throws(PipelineError) {
      let options = try Self.options(stored: input.options)
      let suite = try await run(
        DocumentInput(input.source, name: input.documentName),
        options: options,
        reporter: reporter
      )
      return suite.taskResult
    } catch .cancelled {
      throw CancellationError()
    } catch {
      throw TaskFailure(cause: error.cause, problem: error.problem)
    }
  }

  /// Reads back what ``GenerationOptions/canonicalJSON()`` wrote.
  private static func options(stored bytes: [UInt8]) throws(PipelineError) -> GenerationOptions {
    let fields = (try? JSONReader.read(bytes).value)?.objectValue ?? [:]
    do {
      return try GenerationOptions(fields: fields)
    } catch {
      throw .options(error)
    }
  }
}
