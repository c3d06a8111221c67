import Foundation
import Generation
import JSONSchema
import TaskHub

/// `assay generate`: the pipeline of the server, without a server.
package struct GenerateCommandRun: Sendable {
  package var document: String
  /// The folder whose files may be referred to; `nil`: see ``DocumentArgument``.
  package var root: String?
  /// Where the ZIP goes; `nil`: a file in the working directory named after the title.
  package var output: String?
  /// Option name → text, by the names of the HTTP API.
  package var options: [(name: String, text: String)]

  package init(
    document: String,
    root: String? = nil,
    output: String?,
    options: [(name: String, text: String)]
  ) {
    self.document = document
    self.root = root
    self.output = output
    self.options = options
  }

  /// Generates and writes the file.
  ///
  /// - Returns: a line for standard output.
  package func run(printer: ProgressPrinter) async throws(CommandFailure) -> String {
    let options = try parsedOptions()
    let argument = DocumentArgument(document, root: root)
    let input = try argument.input()
    let suite: GeneratedSuite
    do {
      suite = try await Pipeline.forCommandLine.run(
        input,
        options: options,
        reporter: printer.reporter
      )
    } catch {
      await printer.reporter.report(.failed(cause: error.cause, problem: nil))
      throw .unusable("\(argument.name): \(error.cause)\(Self.places(error.problem))")
    }
    let path = output ?? suite.fileName
    try write(suite.archive, to: path)
    await printer.reporter.report(.complete)
    let size = ByteCount.text(suite.archive.count)
    return "\(path): \(suite.suite.caseCount) test cases, \(suite.fileCount) files, \(size)"
  }

  private func parsedOptions() throws(CommandFailure) -> GenerationOptions {
    let fields = JSONObject(options.map { ($0.name, .string($0.text)) })
    do {
      return try GenerationOptions(fields: fields)
    } catch {
      throw .usage(error.message)
    }
  }

  private func write(_ archive: [UInt8], to path: String) throws(CommandFailure) {
    do {
      try Data(archive).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .unusable("\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  /// The findings behind the first, which the cause names already.
  private static func places(_ problem: Problem) -> String {
    problem.errors.dropFirst().prefix(20).map { "\n  " + $0.oneLine }.joined()
  }
}

extension Pipeline {
  /// Fetches from anywhere: whoever types an address may reach it anyhow.
  static var forCommandLine: Pipeline {
    Pipeline(fetcher: DocumentFetcher(policy: AddressPolicy(allowsPrivateAddresses: true)))
  }
}

extension Problem.Finding {
  /// `3:7 #/paths: what is wrong`.
  fileprivate var oneLine: String {
    let place = line.map { "\($0):\(column ?? 1) " } ?? ""
    return place + (pointer.map { "\($0): " } ?? "") + detail
  }
}
