import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

extension Route {
  /// The longest page of the history.
  private static let pageMax = 200

  /// `GET /api/tasks`: the history, newest first.
  static func taskList(_ services: Services) -> Route {
    .waiting(.get, PathPattern("/api/tasks")) { call, _ throws(Refusal) in
      var query = HistoryQuery(limit: try call.query("limit", in: 1...pageMax) ?? 50)
      query.states = try call.states()
      if let text = call.query("cursor"), !text.isEmpty {
        guard let cursor = HistoryCursor(text) else {
          throw Refusal(.badRequest, "cursor is none that a page gave out.")
        }
        query.cursor = cursor
      }
      do throws(TaskLookupError) {
        let page = try await services.hub.history(query)
        return .json(await offLoop { page.json.bytes })
      } catch {
        throw Refusal(error)
      }
    }
  }

  /// `GET /api/tasks/{id}`: everything about one task.
  static func task(_ services: Services) -> Route {
    .waiting(.get, PathPattern("/api/tasks/{id}")) { call, _ throws(Refusal) in
      let id = try call.taskID()
      do throws(TaskLookupError) {
        let record = try await services.hub.record(of: id)
        return .json(await offLoop { record.json.bytes })
      } catch {
        throw Refusal(error)
      }
    }
  }

  /// `DELETE /api/tasks/{id}`: cancels a task that has not ended, removes one that has.
  static func deleteTask(_ services: Services) -> Route {
    .waiting(.delete, PathPattern("/api/tasks/{id}")) { call, _ throws(Refusal) in
      let id = try call.taskID()
      do throws(TaskActionError) {
        try await services.hub.remove(id)
        return Response(status: .noContent)
      } catch {
        guard error == .notEnded else { throw Refusal(error) }
      }
      do throws(TaskLookupError) {
        let record = try await services.hub.cancel(id)
        return .json(.object(record.briefJSON), status: .accepted)
      } catch {
        throw Refusal(error)
      }
    }
  }

  /// `POST /api/tasks/{id}/retry`: a new task with the same document and options.
  static func retryTask(_ services: Services) -> Route {
    .waiting(.post, PathPattern("/api/tasks/{id}/retry")) { call, _ throws(Refusal) in
      let id = try call.taskID()
      do throws(TaskActionError) {
        let client = call.peer.address.host
        return .accepted(try await services.hub.retry(id, client: client))
      } catch {
        throw Refusal(error)
      }
    }
  }
}

extension HistoryPage {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["tasks": .array(records.map { .object($0.briefJSON) })]
    object.set("next_cursor", next?.text)
    return .object(object)
  }
}

extension Call {
  /// The states that `?state=` names; `nil`: all.
  fileprivate func states() throws(Refusal) -> Set<TaskState>? {
    guard let text = query("state"), !text.isEmpty else { return nil }
    var states: Set<TaskState> = []
    for word in text.split(separator: ",") {
      guard let state = TaskState(rawValue: String(word)) else {
        let known = TaskState.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(.badRequest, "\"\(word)\" is no state; the states are \(known).")
      }
      states.insert(state)
    }
    return states
  }
}

extension Response {
  /// 202 for a task that waits or runs.
  static func accepted(_ record: TaskRecord) -> Response {
    var object: JSONObject = [
      "task_id": .string(record.id.text),
      "status": .string(record.state.rawValue),
      "progress_url": .string("/api/progress/\(record.id)"),
      "ws_url": .string("/ws/\(record.id)"),
      "download_url": .string("/api/download/\(record.id)"),
    ]
    object.set("retry_of", record.retryOf?.text)
    return .json(
      .object(object),
      status: .accepted,
      fields: [.location: "/api/progress/\(record.id)", .retryAfter: "1"]
    )
  }
}
