import JSONSchema
import TaskHub

extension TaskRecord {
  /// The task as lists show it.
  var briefJSON: JSONObject {
    var object: JSONObject = [
      "task_id": .string(id.text),
      "state": .string(state.rawValue),
    ]
    object.set("title", title)
    object.set("document_name", documentName)
    object.set("document_bytes", documentByteCount > 0 ? documentByteCount : nil)
    object["options"] = embedded(options)
    object.set("endpoint_count", latest.endpointCount)
    if state == .complete {
      object["counts"] = [
        "operations": .number(JSONNumber(counts.operations)),
        "cases": .number(JSONNumber(counts.cases)),
        "files": .number(JSONNumber(counts.files)),
      ]
    }
    object.set("created_at", createdAt.description)
    object.set("started_at", startedAt?.description)
    object.set("ended_at", endedAt?.description)
    if let startedAt, let endedAt {
      object.set("duration_ms", Int(endedAt.milliseconds(since: startedAt)))
    }
    object.set("archive", archive.name)
    object.set("archive_bytes", archive.byteCount > 0 ? archive.byteCount : nil)
    object.set("retry_of", retryOf?.text)
    return object
  }

  /// The task with its latest update, warnings, what was left out, and operations.
  var json: JSONValue {
    var object = briefJSON
    object["progress"] = latest.json
    if let found = summary.flatMap(embedded)?.objectValue {
      for (name, value) in found { object[name] = value }
    }
    object.set("progress_url", "/api/progress/\(id)")
    object.set("ws_url", "/ws/\(id)")
    if case .ready = archive { object.set("download_url", "/api/download/\(id)") }
    return .object(object)
  }

  /// JSON that this server wrote itself.
  private func embedded(_ bytes: [UInt8]) -> JSONValue? {
    try? JSONReader.read(bytes).value  // What cannot be read back is left out.
  }
}

extension ArchiveState {
  fileprivate var name: String {
    switch self {
    case .absent: "absent"
    case .ready: "ready"
    case .expired: "expired"
    }
  }
}
