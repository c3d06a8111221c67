import Generation
import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

extension Route {
  /// The longest file that is shown.
  private static let previewBytesMax = 4 * 1024 * 1024

  /// `GET /api/tasks/{id}/files`: what is in the ZIP.
  static func taskFiles(_ services: Services) -> Route {
    .waiting(.get, PathPattern("/api/tasks/{id}/files")) { call, _ throws(Refusal) in
      let archive = try await services.archive(of: try call.taskID())
      let listed = await offLoop { () -> Result<[UInt8], ArchiveError> in
        do throws(ArchiveError) {
          let files = try ZIPArchive.entries(of: archive.bytes).map { entry -> JSONValue in
            ["path": .string(entry.path), "size": .number(JSONNumber(entry.byteCount))]
          }
          let object: JSONValue = [
            "file_name": .string(archive.fileName), "files": .array(files),
          ]
          return .success(object.bytes)
        } catch {
          return .failure(error)
        }
      }
      return .json(try listed.orRefusal())
    }
  }

  /// `GET /api/tasks/{id}/files/{path}`: one of them as text.
  static func taskFile(_ services: Services) -> Route {
    let pattern = PathPattern("/api/tasks/{id}/files/{path}", takesRest: true)
    return .waiting(.get, pattern) { call, _ throws(Refusal) in
      let archive = try await services.archive(of: try call.taskID())
      let path = call.parameters[1]
      let content = await offLoop { () -> Result<[UInt8]?, ArchiveError> in
        do throws(ArchiveError) {
          let entries = try ZIPArchive.entries(of: archive.bytes)
          guard let entry = entries.first(where: { $0.path == path }) else {
            return .success(nil)
          }
          return .success(
            try ZIPArchive.content(
              of: entry,
              in: archive.bytes,
              byteCountMax: previewBytesMax
            )
          )
        } catch {
          return .failure(error)
        }
      }
      guard let content = try content.orRefusal() else {
        throw Refusal(.notFound, "The ZIP holds no file of this name.")
      }
      // Always plain text: what a document's author wrote must not run in this origin.
      return Response(
        status: .ok,
        fields: [
          .contentType: "text/plain; charset=utf-8", .xContentTypeOptions: "nosniff",
          .cacheControl: "private, no-cache",
        ],
        content: .bytes(content)
      )
    }
  }
}

extension Result where Failure == ArchiveError {
  fileprivate func orRefusal() throws(Refusal) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(.contentTooLarge):
      throw Refusal(.contentTooLarge, "The file is too large to be shown; it is in the ZIP.")
    case .failure:
      throw Refusal(.internalServerError, "The ZIP cannot be read.")
    }
  }
}
