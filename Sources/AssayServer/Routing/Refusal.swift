import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

/// An error answer: the problem, and the fields that go with it.
struct Refusal: Error {
  var problem: Problem
  var fields: HTTPFields = [:]

  init(_ problem: Problem, fields: HTTPFields = [:]) {
    self.problem = problem
    self.fields = fields
  }

  /// A problem that its status names.
  init(_ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:]) {
    self.init(
      Problem(title: status.reasonPhrase, status: status.code, detail: detail),
      fields: fields
    )
  }

  /// - Parameter path: where it happened, unless the problem says it or nobody knows.
  func response(at path: String?) -> Response {
    var problem = problem
    problem.instance = problem.instance ?? path
    var fields = fields
    fields[.contentType] = "application/problem+json"
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    return Response(
      status: HTTPResponse.Status(code: problem.status, reasonPhrase: problem.title),
      fields: fields,
      content: .bytes(problem.json.bytes)
    )
  }
}

extension Refusal {
  static let unknownTask = Refusal(.notFound, "There is no such task here.")
  private static let storage = Refusal(
    .serviceUnavailable,
    "The task store cannot be used at the moment; the server's log says why.",
    fields: [.retryAfter: "5"]
  )

  init(_ error: TaskLookupError) {
    switch error {
    case .unknown: self = .unknownTask
    case .storageUnavailable: self = .storage
    }
  }

  init(_ error: SubmissionError) {
    switch error {
    case .queueFull(let waitingMax, let openBytesMax, let seconds):
      self.init(
        .serviceUnavailable,
        "The queue is full: at most \(waitingMax) tasks, with \(ByteCount.text(openBytesMax)) of "
          + "documents, may wait. Try again in about \(seconds) s.",
        fields: [.retryAfter: String(seconds)]
      )
    case .draining:
      self.init(
        .serviceUnavailable,
        "The server is shutting down and takes no new task.",
        fields: [.retryAfter: "10"]
      )
    case .idempotencyKeyReused:
      self.init(
        .unprocessableContent,
        "This Idempotency-Key was used before with another payload; use a new key."
      )
    case .storageUnavailable: self = .storage
    }
  }

  init(_ error: TaskActionError) {
    switch error {
    case .lookup(let error): self.init(error)
    case .notEnded: self.init(.conflict, "The task has not ended yet; cancel it first.")
    case .submission(let error): self.init(error)
    }
  }

  init(_ error: TaskArchiveError) {
    switch error {
    case .lookup(let error): self.init(error)
    case .unfinished(let state):
      self.init(
        .conflict,
        "The task is \(state.rawValue); its ZIP is there when it is complete.",
        fields: [.retryAfter: "1"]
      )
    case .failed(let state):
      self.init(.conflict, "The task ended as \(state.rawValue) and made no ZIP.")
    case .expired:
      self.init(.gone, "The ZIP was cleaned up; run the task again to get it anew.")
    }
  }
}

extension Response {
  /// With a problem where conditions or ranges failed, of which a representation says no more.
  func explained(at path: String) -> Response {
    let detail: String
    switch status {
    case .preconditionFailed:
      detail = "The content is not what If-Match or If-Unmodified-Since asks for."
    case .rangeNotSatisfiable:
      detail = "The Range lies outside the content (\(fields[.contentRange] ?? "bytes"))."
    default: return self
    }
    return Refusal(status, detail, fields: fields).response(at: path)
  }
}
