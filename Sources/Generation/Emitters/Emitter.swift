/// Writes a finished suite as text files of one output format.
///
/// An emitter knows no schema and decides nothing about the cases: it quotes what it is given.
package protocol Emitter: Sendable {
  var format: OutputFormat { get }

  /// What to type in the archive's root folder to install what is needed and to run the suite.
  func commands(for suite: Suite) -> [String]

  /// The files, all below a folder named after ``format``; the same suite gives the same bytes.
  func emit(_ suite: Suite) -> [SuiteFile]
}

/// All emitters of this build.
package enum Emitters {
  private static let all: [any Emitter] = [PytestEmitter()]

  /// The formats that can be written, in the order of the option's values.
  package static var available: [OutputFormat] { all.map(\.format) }

  /// The emitter of that format; `nil` when this build has none.
  package static func emitter(for format: OutputFormat) -> (any Emitter)? {
    all.first { $0.format == format }
  }
}
