import ArgumentParser
import AssayServer

/// `assay validate`.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Tells what a document holds and what is wrong with it.",
    discussion:
      "Exit status: 0 no errors, 1 errors, 2 wrong usage. docs/lints.md explains the codes."
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
  @Flag(help: "Print the JSON that POST /api/validate answers.") var json = false

  func run() async throws {
    let found = try await ValidateCommandRun(document: document, root: root, asJSON: json).run()
    print(found.text)
    guard found.isValid else { throw ExitCode(1) }
  }
}
