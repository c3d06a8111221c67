import Generation
import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

extension Route {
  /// `POST /api/generate`: 202 with a task, or the ZIP itself for a client that waits.
  static func generate(_ services: Services) -> Route {
    .waiting(.post, PathPattern("/api/generate")) { call, request throws(Refusal) in
      let wait = try WaitPreference.seconds(of: call)
      let key = try call.idempotencyKey()
      let upload = try await Upload.read(request, call, services)
      let options = try upload.options()
      let title = try await upload.checkDocument(services)

      let input = TaskInput(
        source: upload.source,
        documentName: upload.name,
        options: options.canonicalJSON().bytes
      )
      let record = try await services.submit(
        input,
        title: title,
        key: key,
        client: call.peer.address.host
      )
      guard let wait, wait > 0 else { return .accepted(record) }
      return try await services.archive(of: record, within: .seconds(wait), call)
    }
  }
}

extension Call {
  /// Keys longer than that are refused.
  private static let idempotencyKeyBytesMax = 255

  fileprivate func idempotencyKey() throws(Refusal) -> String? {
    guard let key = head.fields[.idempotencyKey] else { return nil }
    guard (1...Self.idempotencyKeyBytesMax).contains(key.utf8.count) else {
      throw Refusal(
        .badRequest,
        "Idempotency-Key must have 1 to \(Self.idempotencyKeyBytesMax) characters."
      )
    }
    return key
  }
}

extension Upload {
  fileprivate func options() throws(Refusal) -> GenerationOptions {
    do {
      return try GenerationOptions(fields: fields)
    } catch {
      throw Refusal(Problem(error))
    }
  }

  /// Refuses a document that is there and cannot be used, before it becomes a task.
  ///
  /// - Returns: its title; `nil` when it, or something that it refers to, has yet to be fetched.
  fileprivate func checkDocument(_ services: Services) async throws(Refusal) -> String? {
    let input = input
    switch await offLoop({ await services.pipeline.checking(input) }) {
    case .success(let read): return read?.title
    case .failure(.document(let error)): throw Refusal(Problem(located(error)))
    case .failure(let error): throw Refusal(error.problem)
    }
  }
}

extension Pipeline {
  /// As ``readWithoutFetching(_:)``, with the outcome as a value.
  fileprivate func checking(_ input: DocumentInput) async -> Result<ReadDocument?, PipelineError> {
    do throws(PipelineError) {
      return .success(try await readWithoutFetching(input))
    } catch {
      return .failure(error)
    }
  }
}

extension Services {
  fileprivate func submit(
    _ input: TaskInput,
    title: String?,
    key: String?,
    client: String
  ) async throws(Refusal) -> TaskRecord {
    var idempotency: Idempotency?
    if let key {
      idempotency = Idempotency(key: key, fingerprint: await offLoop { input.fingerprint })
    }
    do {
      return try await hub.submit(
        TaskSubmission(input: input, title: title, client: client, idempotency: idempotency)
      )
    } catch {
      throw Refusal(error)
    }
  }

  /// The ZIP when the task is complete in time, its problem when it failed, else the 202.
  fileprivate func archive(
    of record: TaskRecord,
    within limit: Duration,
    _ call: Call
  ) async throws(Refusal) -> Response {
    let ended: TaskRecord
    do throws(TaskLookupError) {
      guard try await hub.waitForEnd(of: record.id, within: limit) else {
        return .accepted(record)
      }
      ended = try await hub.record(of: record.id)
    } catch {
      throw Refusal(error)
    }
    if let problem = ended.latest.problem { throw Refusal(problem) }
    if ended.state == .error { throw Refusal(.internalServerError, ended.latest.message) }
    return try await archive(of: ended.id).response(to: call.head)
  }
}

extension TaskInput {
  /// Equal for equal documents and options.
  fileprivate var fingerprint: String {
    switch source {
    case .bytes(let bytes): SHA256.hex(bytes) + SHA256.hex(options)
    case .address(let address, let fields):
      SHA256.hex(
        Array(([address] + fields.map { "\($0.name): \($0.value)" }).joined(separator: "\n").utf8)
      )
        + SHA256.hex(options)
    }
  }
}
