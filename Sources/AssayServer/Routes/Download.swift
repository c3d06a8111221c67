import HTTPTypes
import NetCore
import TaskHub

extension Route {
  /// `GET /api/download/{id}`: the ZIP, whole or in parts.
  static func download(_ services: Services) -> Route {
    .waiting(.get, PathPattern("/api/download/{id}")) { call, _ throws(Refusal) in
      try await services.archive(of: try call.taskID()).response(to: call.head)
    }
  }
}

extension Services {
  /// The ZIP of a complete task.
  func archive(of id: TaskID) async throws(Refusal) -> TaskArchive {
    do throws(TaskArchiveError) {
      return try await hub.archive(of: id)
    } catch {
      throw Refusal(error)
    }
  }
}

extension TaskArchive {
  /// What is answered to a GET or HEAD with that head.
  func response(to head: RequestHead) -> Response {
    Representation(
      .bytes(bytes),
      contentType: "application/zip",
      validators: Validators(entityTag: EntityTag(opaque: String(digest.prefix(32)))),
      fields: [
        .contentDisposition: "attachment; filename=\"\(fileName)\"",
        .cacheControl: "private, no-cache",
        .xContentTypeOptions: "nosniff",
      ]
    ).response(to: head).explained(at: head.target.path)
  }
}
