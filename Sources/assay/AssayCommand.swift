import ArgumentParser
import AssayServer
import Foundation

/// `assay`, the program.
@main
struct AssayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Generates API test suites from OpenAPI documents.",
    version: Assay.version,
    subcommands: [
      ServeCommand.self,
      GenerateCommand.self,
      ValidateCommand.self,
      ExampleCommand.self,
    ]
  )

  /// As ArgumentParser's own, but with the documented exit statuses: 1 for what is wrong with the
  /// document or the surroundings, 2 for wrong usage.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      end(failure.message, status: failure.status)
    } catch {
      let code = exitCode(for: error)
      guard code == .validationFailure else { exit(withError: error) }
      end(fullMessage(for: error), status: 2)
    }
  }

  private static func end(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    Foundation.exit(status)
  }
}
