package import JSONSchema
package import TaskHub

extension ProgressUpdate {
  /// The update as every transport carries it.
  package var json: JSONValue {
    var object: JSONObject = [
      "stage": .string(stage.rawValue),
      "progress": .number(JSONNumber(progress)),
      "message": .string(message),
      "timestamp": .string(timestamp.description),
    ]
    object.set("endpoint_count", endpointCount)
    object.set("current_endpoint", currentEndpoint)
    object.set("task_id", taskID?.text)
    object.set("sequence", sequence)
    object["problem"] = problem?.json
    return .object(object)
  }
}

extension Problem {
  /// The members of RFC 9457, those that say nothing left out.
  package var json: JSONValue {
    var object: JSONObject = [
      "type": .string(type),
      "title": .string(title),
      "status": .number(JSONNumber(status)),
    ]
    object.set("detail", detail)
    object.set("instance", instance)
    if !errors.isEmpty { object["errors"] = .array(errors.map(\.json)) }
    return .object(object)
  }
}

extension Problem.Finding {
  var json: JSONValue {
    var object: JSONObject = ["detail": .string(detail)]
    object.set("code", code)
    object.set("document", document)
    object.set("pointer", pointer)
    object.set("line", line)
    object.set("column", column)
    return .object(object)
  }
}
