import HTTPTypes
import JSONSchema
import NetCore
import TaskHub

extension Route {
  /// The longest poll, in seconds.
  static let pollSecondsMax = 60
  private static let heartbeat: Duration = .seconds(15)

  /// `GET /api/progress/{id}`: the latest update, all updates as server-sent events, or a long poll.
  static func progress(_ services: Services) -> Route {
    Route(.get, PathPattern("/api/progress/{id}")) { call throws(Refusal) in
      let (id, latest) = try call.watchedTask(on: services.board)
      let after = try call.query("after", in: 0...Int.max)
      if call.wantsEvents {
        return try events(of: id, after: after, latest, services, call)
      }
      guard let after else { return .respond(.json(latest.json)) }
      // A task that has ended has nothing newer: its last word is the answer.
      if latest.sequence > after || latest.hasEnded { return .respond(.json(latest.json)) }
      guard let seconds = try call.query("wait", in: 0...pollSecondsMax), seconds > 0 else {
        return .respond(Response(status: .noContent))
      }
      return .handle { _ in
        await poll(id, after: after, seconds: seconds, services)
      }
    }
  }

  private static func poll(
    _ id: TaskID,
    after: Int,
    seconds: Int,
    _ services: Services
  ) async -> Response {
    do {
      let batch = try await services.hub.nextUpdates(
        of: id,
        after: after,
        within: .seconds(seconds)
      )
      guard let latest = batch?.updates.last else { return Response(status: .noContent) }
      return .json(latest.json)
    } catch {
      return Refusal(error).response(at: "/api/progress/\(id)")
    }
  }

  private static func events(
    of id: TaskID,
    after: Int?,
    _ latest: ProgressBoard.Entry,
    _ services: Services,
    _ call: Call
  ) throws(Refusal) -> Disposition {
    var start = after ?? 0
    if let text = call.head.fields[.lastEventID] {
      guard let last = Int(text), last >= 0 else {
        throw Refusal(.badRequest, "Last-Event-ID must be the id of an event of this stream.")
      }
      start = last
    }
    // Tells an EventSource that comes back after the end not to come again.
    if latest.hasEnded, start >= latest.sequence {
      return .respond(Response(status: .noContent))
    }
    let fields: HTTPFields = [
      .contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no",
    ]
    return .handle { [start] _ in
      Response(
        status: .ok,
        fields: fields,
        content: .stream { stream in
          try await write(updatesOf: id, after: start, to: stream, services.hub)
        }
      )
    }
  }

  private static func write(
    updatesOf id: TaskID,
    after start: Int,
    to stream: ResponseStream,
    _ hub: TaskHub
  ) async throws {
    var sequence = start
    while true {
      guard let batch = try await hub.nextUpdates(of: id, after: sequence, within: heartbeat)
      else {
        try await stream.write(": still here\n\n")
        continue
      }
      for update in batch.updates {
        sequence = update.sequence ?? sequence
        try await stream.write("id: \(sequence)\ndata: \(update.json.serialized(.compact))\n\n")
      }
      if batch.outlook != .open { return }
    }
  }
}

extension Call {
  /// The task that the path's first parameter names.
  func taskID() throws(Refusal) -> TaskID {
    guard let id = parameters.first.flatMap({ TaskID($0) }) else { throw .unknownTask }
    return id
  }

  /// The same, when the board knows it.
  func watchedTask(on board: ProgressBoard) throws(Refusal) -> (TaskID, ProgressBoard.Entry) {
    let id = try taskID()
    guard let latest = board.latest(of: id) else { throw .unknownTask }
    return (id, latest)
  }

  /// Whether the client would rather have server-sent events than JSON.
  fileprivate var wantsEvents: Bool {
    guard let accept = head.fields[.accept], let events = MediaType("text/event-stream"),
      let json = MediaType("application/json")
    else { return false }
    return Accept.quality(of: events, accepting: accept)
      > Accept.quality(of: json, accepting: accept)
  }
}

extension HTTPField.Name {
  fileprivate static let lastEventID = wellKnown("Last-Event-ID")
  fileprivate static let accelBuffering = wellKnown("X-Accel-Buffering")
}
