import Foundation
import JSONSchema
import Logging
import NetCore
import TaskHub
import TestSupport

@testable import AssayServer

/// Runs a whole server on a port of its own while a closure talks to it, which may block.
func withAssay<Result: Sendable>(
  _ configure: (inout ServerSettings) -> Void = { _ in },
  _ body: @escaping @Sendable (AssaySession) async throws -> Result
) async throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }  // The system's own clean-up remains.
  try Data("<title>Assay</title>".utf8).write(to: folder.appending(path: "index.html"))

  var settings = ServerSettings()
  settings.port = 0
  settings.threads = 1
  settings.publicFolder = folder.path
  configure(&settings)
  let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
  let application = try Application(settings: settings, logger: logger)
  let port = try application.start()[0].port
  let session = AssaySession(port: port, application: application)
  let outcome = await Task(executorPreference: ThreadExecutor()) {
    try await body(session)
  }.result
  await application.stopAtOnce()
  return try outcome.get()
}

extension Application {
  /// Nobody waits for what a test has left running.
  fileprivate func stopAtOnce() async {
    for record in (try? await hub.history(HistoryQuery(states: [.queued, .running])).records) ?? []
    {
      _ = try? await hub.cancel(record.id)
    }
    await stop()
  }
}

/// A running server, as a test's client sees it.
struct AssaySession: Sendable {
  let port: UInt16
  let application: Application

  /// Sends one request over a connection of its own.
  func send(
    _ method: String,
    _ target: String,
    fields: [String: String] = [:],
    content: [UInt8] = []
  ) throws -> RawResponse {
    let client = try RawClient(port: port)
    var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    if !content.isEmpty || method == "POST" { head += "Content-Length: \(content.count)\r\n" }
    try client.send(Array("\(head)\r\n".utf8) + content)
    return try client.readResponse(hasContent: method != "HEAD")
  }

  func get(_ target: String, fields: [String: String] = [:]) throws -> RawResponse {
    try send("GET", target, fields: fields)
  }

  func post(
    _ target: String,
    _ type: String?,
    _ content: String,
    fields: [String: String] = [:]
  ) throws -> RawResponse {
    var fields = fields
    fields["Content-Type"] = type
    return try send("POST", target, fields: fields, content: Array(content.utf8))
  }

  /// Posts a form with the given parts.
  func postForm(
    _ target: String,
    _ parts: [(name: String, file: String?, content: String)]
  ) throws -> RawResponse {
    var form = ""
    for part in parts {
      let file = part.file.map { "; filename=\"\($0)\"" } ?? ""
      form += "--b\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n"
      form += "\(part.content)\r\n"
    }
    return try post(target, "multipart/form-data; boundary=b", form + "--b--\r\n")
  }

  /// Submits a document and gives the id of its task.
  func submit(_ document: String = petstore) throws -> String {
    try post("/api/generate", "application/yaml", document).json["task_id"]?.stringValue ?? ""
  }

  /// Submits a document and waits until its task has ended.
  func finished(_ document: String = petstore) async throws -> String {
    let id = try submit(document)
    if let task = TaskID(id) { _ = try await hub.waitForEnd(of: task, within: .seconds(60)) }
    return id
  }

  var hub: TaskHub { application.hub }
}

extension RawResponse {
  /// The content as JSON; `null` when it is none.
  var json: JSONValue { (try? JSONReader.read(content).value) ?? .null }

  /// The detail of a problem; empty for any other answer.
  var problem: String {
    fields["content-type"] == "application/problem+json" ? json["detail"]?.stringValue ?? "" : ""
  }
}

/// Five operations with a constraint and a chain.
let petstore = """
  openapi: 3.1.0
  info: { title: Pet Store, version: 1.0.0 }
  paths:
    /pets:
      get:
        parameters:
          - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100 } }
        responses: { '200': { description: ok } }
      head:
        responses: { '200': { description: ok } }
      post:
        requestBody:
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string } } }
        responses: { '201': { description: made } }
    /pets/{id}:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      get:
        responses: { '200': { description: ok } }
      delete:
        responses: { '204': { description: gone } }

  """

/// Takes so long that nobody sees its end.
let endless =
  "openapi: 3.1.0\ninfo: { title: Endless, version: '1' }\npaths:\n"
  + (0..<3_000).map { index in
    "  /r\(index): { get: { parameters: [{ name: q, in: query, schema: { type: integer, minimum: 3,"
      + " maximum: 9 } }], responses: { '200': { description: ok } } } }\n"
  }.joined()
