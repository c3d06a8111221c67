import HTTPTypes
import NetCore
import TaskHub

extension Route {
  /// `GET /api/download/{id}`: the ZIP, whole or in parts.
  static func download(_ services: Services) -> Route {
    .waiting(.get, PathPattern("/api/download/{id}")) { call, _ throws(Refusal) in
      do throws(TaskArchiveError) {
        guard let id = try? call.taskID() else { throw .lookup(.unknown) }
        return try await services.hub.archive(of: id).response(to: call.head)
      } catch {
        throw Refusal(error)
      }
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
