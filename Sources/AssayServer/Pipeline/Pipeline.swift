package import Generation
import OpenAPI
package import TaskHub

/// The whole way from a document or its address to the ZIP file, for the server and for the command line.
package struct Pipeline: Sendable {
  package let fetcher: DocumentFetcher
  package let documents: DocumentLibrary

  package init(fetcher: DocumentFetcher, documents: DocumentLibrary = DocumentLibrary()) {
    self.fetcher = fetcher
    self.documents = documents
  }

  /// Fetches where needed, reads, designs, writes and packs; tells each step.
  ///
  /// The same document and options give the same bytes whatever the number of threads. Takes long:
  /// never call it on an event loop. Stops at the next operation once its task is cancelled.
  package func run(
    _ input: DocumentInput,
    options: GenerationOptions,
    reporter: ProgressReporter
  ) async throws(PipelineError) -> GeneratedSuite {
    await reporter.report(.parsing)
    let read = try await read(input)
    await reporter.report(.parsed)

    let designer = SuiteDesigner(
      document: read.document,
      documentHash: read.hash,
      options: options
    )
    let suite = designer.finish(try await design(designer, reporter: reporter))
    let outputs = try await write(suite, options.outputs, reporter: reporter)
    let files = SuitePackage.files(
      for: suite,
      options: options,
      version: Assay.version,
      outputs: outputs
    )
    await reporter.report(.generated)

    await reporter.report(.zipping)
    let archive: [UInt8]
    do {
      archive = try ZIPWriter.archive(files)
    } catch {
      throw .archive(error)
    }
    try checkCancellation()
    await reporter.report(.zipped)
    return GeneratedSuite(
      suite: suite,
      skippedOperations: read.document.skippedOperations,
      fileCount: files.count,
      archive: archive
    )
  }

  private func write(
    _ suite: Suite,
    _ formats: [OutputFormat],
    reporter: ProgressReporter
  ) async throws(PipelineError) -> [(OutputFormat, [SuiteFile])] {
    var outputs: [(OutputFormat, [SuiteFile])] = []
    for (index, format) in formats.enumerated() {
      try checkCancellation()
      guard let emitter = Emitters.emitter(for: format) else {
        let sentence = "outputs names \(format.rawValue), which this build cannot write."
        throw .options(OptionError(option: "outputs", message: sentence))
      }
      await reporter.report(
        .writing(format: format.rawValue, index: index + 1, of: formats.count)
      )
      outputs.append((format, emitter.emit(suite)))
    }
    return outputs
  }
}

func checkCancellation() throws(PipelineError) {
  if Task.isCancelled { throw .cancelled }
}
