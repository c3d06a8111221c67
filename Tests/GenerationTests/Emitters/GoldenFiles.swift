import Foundation
import Testing

@testable import Generation

/// Committed files that an output is compared with, whole.
///
/// After a wanted change: run the tests once with `ASSAY_RECORD_GOLDEN` set to the path of the
/// `Fixtures` folder in the sources, and read the difference before committing it.
enum GoldenFiles {
  static func expect(
    _ files: [SuiteFile],
    areThoseIn folder: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if let root = ProcessInfo.processInfo.environment["ASSAY_RECORD_GOLDEN"] {
      try record(files, in: URL(filePath: root).appending(path: folder))
    }
    let root = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/\(folder)")
    let expected = try contents(of: root)
    #expect(
      expected.keys.sorted() == files.map(\.path).sorted(),
      sourceLocation: sourceLocation
    )
    for file in files {
      let text = String(decoding: file.content, as: UTF8.self)
      #expect(expected[file.path] == text, "\(file.path)", sourceLocation: sourceLocation)
    }
  }

  /// Writes the files below `root`, which is made anew.
  static func record(_ files: [SuiteFile], in root: URL) throws {
    try? FileManager.default.removeItem(at: root)
    for file in files {
      let url = root.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(file.content).write(to: url)
    }
  }

  private static func contents(of root: URL) throws -> [String: String] {
    var contents: [String: String] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(
      atPath: root.path(percentEncoded: false)
    )
    for path in paths {
      let url = root.appending(path: path)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        contents[path] = try String(contentsOf: url, encoding: .utf8)
      }
    }
    return contents
  }
}
