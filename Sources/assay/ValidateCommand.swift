import ArgumentParser
import AssayServer

/// `assay validate`.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Tells what a document holds and what is wrong with it.",
    discussion: "Exit status: 0 it can be used, 1 it cannot, 2 wrong usage."
  )

  @Argument(help: "An OpenAPI document: a file, an address, or - for standard input.")
  var document: String
  @Flag(help: "Print the JSON that POST /api/validate answers.") var json = false

  func run() async throws {
    let found = try await ValidateCommandRun(document: document, asJSON: json).run()
    print(found.text)
    guard found.isValid else { throw ExitCode(1) }
  }
}
