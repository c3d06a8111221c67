import Foundation
import Testing

@testable import Generation

/// Runs what was generated, where Python has what the suite needs.
@Suite(.serialized, .enabled(if: ExternalTool.hasPytest)) struct PytestRunTests {
  @Test func `the runtime passes its own tests`() throws {
    try TemporaryFolder.use { folder in
      try write(ExampleSuite.value, to: folder)
      let result = try pytest(
        [try fixture("test_runtime.py")],
        environment: ["PYTHONPATH": folder.path(of: "pytest")]
      )
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test func `the suite passes on a correct server that sometimes asks it to wait`() throws {
    let result = try runSuite(against: "too many requests")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("12 passed"))
  }

  @Test(arguments: [
    ("crash", "the server failed: status 500", 3),
    ("id is text", "at /id: '1' is not of type 'integer'", 3),
    ("not deleted", "status 200 is not 404 or 410", 1),
  ])
  func `the suite finds a fault`(fault: String, message: String, failureCount: Int) throws {
    let result = try runSuite(against: fault)
    #expect(result.status == 1)
    #expect(result.output.contains(message), "\(result.output)")
    #expect(result.output.contains("\(failureCount) failed"), "\(result.output)")
    #expect(!result.output.contains("sesame-token"))
  }

  @Test func `tests without credentials are skipped with the reason`() throws {
    let result = try runSuite(against: "", credentials: [:])
    #expect(result.status == 0)
    #expect(result.output.contains("set API_TOKEN to run this test"))
  }

  @Test func `a server that is not there gives one message`() throws {
    try TemporaryFolder.use { folder in
      try write(ExampleSuite.value, to: folder)
      let result = try pytest(
        [folder.path(of: "pytest")],
        environment: ["BASE_URL": "http://127.0.0.1:1"]
      )
      #expect(result.status == 3)
      #expect(result.output.contains("Cannot connect to BASE_URL=http://127.0.0.1:1"))
    }
  }

  @Test func `a run says first which server it calls`() throws {
    try TemporaryFolder.use { folder in
      try write(ExampleSuite.value, to: folder)
      let arguments = [folder.path(of: "pytest"), "-v"]
      let named = try pytest(arguments, environment: ["BASE_URL": "http://127.0.0.1:1"])
      #expect(named.output.contains("BASE_URL: http://127.0.0.1:1 (from the environment)"))
      let silent = try pytest(arguments, environment: ["BASE_URL": ""])
      #expect(
        silent.output.contains("BASE_URL: http://127.0.0.1:8000 (the default of this suite)")
      )
    }
  }

  @Test func `a run without BASE_URL never calls a documented server elsewhere`() throws {
    try TemporaryFolder.use { folder in
      var suite = ExampleSuite.value
      suite.baseURL = nil
      suite.documentedServer = "https://api.example.com/v1"
      try write(suite, to: folder)
      let result = try pytest([folder.path(of: "pytest")], environment: ["BASE_URL": ""])
      #expect(result.status == 4)
      #expect(result.output.hasPrefix("ERROR: BASE_URL is not set"), "\(result.output)")
      #expect(result.output.contains("The document names https://api.example.com/v1"))
      let collected = try pytest(
        ["--collect-only", folder.path(of: "pytest")],
        environment: ["BASE_URL": ""]
      )
      #expect(collected.status == 0)
    }
  }

  @Test func `pytest collects every case of a hostile suite`() throws {
    try TemporaryFolder.use { folder in
      try write(HostileSuite.value, to: folder)
      let result = try pytest(["--collect-only", folder.path(of: "pytest")])
      #expect(result.output.contains("\(HostileSuite.value.caseCount) tests collected"))
    }
  }

  // MARK: - Helpers

  private func runSuite(
    against behaviour: String,
    credentials: [String: String] = ["API_TOKEN": "sesame-token", "API_KEY": "partner"]
  ) throws -> ExternalTool.Result {
    var result = ExternalTool.Result(status: -1, output: "")
    try TemporaryFolder.use { folder in
      try write(ExampleSuite.value, to: folder)
      try withPetShop(behaviour) { port in
        let environment = ["BASE_URL": "http://127.0.0.1:\(port)"].merging(credentials) { $1 }
        result = try pytest([folder.path(of: "pytest")], environment: environment)
      }
    }
    return result
  }

  private func pytest(_ arguments: [String], environment: [String: String] = [:]) throws
    -> ExternalTool.Result
  {
    try ExternalTool.run(
      "python3",
      ["-m", "pytest", "-q", "-p", "no:cacheprovider"] + arguments,
      environment: ["PYTHONDONTWRITEBYTECODE": "1", "NO_PROXY": "*"].merging(environment) { $1 }
    )
  }

  private func write(_ suite: Generation.Suite, to folder: TemporaryFolder) throws {
    for file in PytestEmitter().emit(suite) {
      try folder.write(file.content, to: file.path)
    }
  }

  private func withPetShop(_ behaviour: String, _ body: (String) throws -> Void) throws {
    let server = Process()
    server.executableURL = URL(filePath: "/usr/bin/env")
    server.arguments = ["python3", try fixture("pet_shop.py"), behaviour]
    let output = Pipe()
    server.standardOutput = output
    try server.run()
    defer {
      // A signal that can be blocked would be: the process inherits the mask of this thread.
      kill(server.processIdentifier, SIGKILL)
      server.waitUntilExit()
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    try body(line.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  private func fixture(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL)
      .appending(path: "Fixtures/PytestRuntime/\(name)").path(percentEncoded: false)
  }
}
