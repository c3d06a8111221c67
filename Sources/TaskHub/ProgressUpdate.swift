/// One step of a task as every transport tells it; JSON names are those of the public contract.
package struct ProgressUpdate: Sendable, Equatable, Codable {
  package var stage: Stage
  /// 0 to 100; never falls inside a stage.
  package var progress: Int
  /// For people.
  package var message: String
  package var timestamp: Timestamp
  package var endpointCount: Int?
  package var currentEndpoint: Int?
  package var taskID: TaskID?
  /// 1, 2, 3 … inside a task: the cursor for coming back.
  package var sequence: Int?
  /// Only in updates of the stage ``Stage/error``.
  package var problem: Problem?

  private enum CodingKeys: String, CodingKey {
    case stage, progress, message, timestamp, sequence, problem
    case endpointCount = "endpoint_count"
    case currentEndpoint = "current_endpoint"
    case taskID = "task_id"
  }
}
