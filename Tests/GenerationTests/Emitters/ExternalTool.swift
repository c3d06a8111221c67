import Foundation

/// Programs of the system that read what was written; tests that need one ask whether it is there.
enum ExternalTool {
  struct Result {
    var status: Int32
    /// Standard output and standard error.
    var output: String
  }

  /// Whether Python has all that a generated suite needs.
  static let hasPytest =
    (try? run("python3", ["-c", "import jsonschema, pytest, requests"]).status) == 0

  static func exists(_ name: String) -> Bool {
    (try? run("which", [name]).status) == 0
  }

  /// Runs a program to its end; `environment` is added to the one of the tests.
  static func run(
    _ name: String,
    _ arguments: [String],
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Into a file: the end of a pipe comes only when every process that inherited it has ended, and
    // tests that run beside this one start processes too.
    let file = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let output = try Data(contentsOf: file)
    return Result(
      status: process.terminationStatus,
      output: String(decoding: output, as: UTF8.self)
    )
  }
}

/// A folder of one test, removed afterwards.
struct TemporaryFolder {
  private let url: URL

  /// The path of a file in it.
  func path(of file: String) -> String {
    url.appending(path: file).path(percentEncoded: false)
  }

  static func use(_ body: (TemporaryFolder) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(TemporaryFolder(url: url))
  }

  /// Writes a file and the folders it needs; gives its path.
  @discardableResult
  func write(_ bytes: [UInt8], to path: String) throws -> String {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
    return file.path(percentEncoded: false)
  }
}
