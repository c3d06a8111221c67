/// What stands around the outputs in the archive: README.md for people, manifest.json for programs.
package enum SuitePackage {
  /// All files of the archive, sorted by path.
  package static func files(
    for suite: Suite,
    options: GenerationOptions,
    version: String,
    outputs: [(OutputFormat, [SuiteFile])]
  ) -> [SuiteFile] {
    preconditionFailure("unfinished")
  }
}
