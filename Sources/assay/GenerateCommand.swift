import ArgumentParser
import AssayServer
import Foundation

/// `assay generate`.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Generates a test suite from a document, without a server.",
    discussion: "Exit status: 0 done, 1 the document cannot be used, 2 wrong usage."
  )

  @Argument(
    help:
      "An OpenAPI document: a file, a ZIP or folder of files, an address, or - for standard input."
  )
  var document: String
  @Option(
    help: """
      The folder whose files the document may refer to. (default: the working directory when the \
      document is in it, else its own folder)
      """
  )
  var root: String?
  @Option(name: .shortAndLong, help: "The ZIP to write. (default: named after the title)")
  var output: String?
  @Option(help: "Formats to write, with commas. (default: pytest)")
  var outputs: String?
  @Option(help: "Cases of an operation, 1 to 500; 0: as many as needed. (default: 0)")
  var casesPerEndpoint: String?
  @Option(
    help: """
      Families of techniques, with commas: positive, boundary, negative, stateful. \
      (default: all)
      """
  )
  var techniques: String?
  @Option(help: "Chooses the values; the same seed gives the same ZIP. (default: 1)")
  var seed: String?
  @Option(
    help: """
      Only these operations: tag:NAME, method:GET, operation:ID or /path/*, with \
      commas.
      """
  )
  var include: String?
  @Option(help: "All but these operations, written as for --include.")
  var exclude: String?
  @Option(
    name: .customLong("base-url"),
    help: """
      Where the tests go unless BASE_URL says otherwise. (default: the document's \
      server)
      """
  )
  var baseURL: String?
  @Option(help: "A vocabulary for realistic values, such as petstore.")
  var domainHint: String?
  @Option(help: "Help from a language model; this version has: off. (default: off)")
  var ai: String?

  func run() async throws {
    let isTerminal = isatty(STDERR_FILENO) == 1
    let printer = ProgressPrinter(isTerminal: isTerminal) { text in
      FileHandle.standardError.write(Data(text.utf8))
    }
    let run = GenerateCommandRun(document: document, root: root, output: output, options: options)
    print(try await run.run(printer: printer))
  }

  private var options: [(name: String, text: String)] {
    let all = [
      ("outputs", outputs), ("cases_per_endpoint", casesPerEndpoint), ("techniques", techniques),
      ("seed", seed), ("include", include), ("exclude", exclude), ("base_url", baseURL),
      ("domain_hint", domainHint), ("ai", ai),
    ]
    return all.compactMap { name, text in text.map { (name, $0) } }
  }
}
