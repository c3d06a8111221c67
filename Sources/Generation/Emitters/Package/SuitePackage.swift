import JSONSchema

/// What stands around the outputs in the archive: README.md for people, manifest.json for programs.
package enum SuitePackage {
  /// All files of the archive, sorted by path.
  ///
  /// The same suite, options and version give the same bytes: nothing here knows the time.
  package static func files(
    for suite: Suite,
    options: GenerationOptions,
    version: String,
    outputs: [(OutputFormat, [SuiteFile])]
  ) -> [SuiteFile] {
    var files = outputs.flatMap(\.1)
    files.append(
      SuiteFile(
        path: "README.md",
        text: PackageReadme.text(
          for: suite,
          options: options,
          version: version,
          formats: outputs.map(\.0)
        )
      )
    )
    let manifest = PackageManifest.value(
      for: suite,
      options: options,
      version: version,
      files: sorted(files)
    )
    files.append(
      SuiteFile(
        path: "manifest.json",
        content: manifest.serializedBytes(.pretty) + [UInt8(ascii: "\n")]
      )
    )
    return sorted(files)
  }

  private static func sorted(_ files: [SuiteFile]) -> [SuiteFile] {
    files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
