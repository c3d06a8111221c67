/// What has happened in a generation; the one source of stage, percentage and message.
package enum Milestone: Sendable, Equatable {
  case waiting
  case parsing
  case parsed
  case designing(endpointCount: Int)
  /// `index` counts from 1; reported in the document's order.
  case designed(index: Int, of: Int, method: String, path: String)
  /// `index` counts the output formats from 1.
  case writing(format: String, index: Int, of: Int)
  case generated
  case zipping
  case zipped
  case complete
  /// `cause`: a clause that the user can act on, with or without its full stop.
  case failed(cause: String, problem: Problem?)
  case cancelled

  package var stage: Stage {
    switch self {
    case .waiting: .starting
    case .parsing, .parsed: .parsing
    case .designing, .designed, .writing, .generated: .generating
    case .zipping, .zipped: .zipping
    case .complete: .complete
    case .failed: .error
    case .cancelled: .cancelled
    }
  }

  /// 0 to 100 inside the stage; `nil`: the last one that was reached.
  package var progress: Int? {
    switch self {
    case .waiting: 0
    case .parsing: 10
    case .designing, .zipping: 20
    case .designed(let index, let count, _, _): 30 + share(50, index, count)
    case .writing(_, let index, let count): 80 + share(10, index, count)
    case .parsed, .generated, .zipped, .complete: 100
    case .failed, .cancelled: nil
    }
  }

  package var message: String {
    switch self {
    case .waiting: "Waiting to start..."
    case .parsing: "Parsing OpenAPI specification..."
    case .parsed: "OpenAPI specification parsed successfully"
    case .designing(let count):
      "Generating test cases for \(count) \(count == 1 ? "endpoint" : "endpoints")..."
    case .designed(let index, let count, let method, let path):
      "Generating test cases for endpoint \(index)/\(count): \(method) \(path)"
    case .writing(let format, _, _): "Writing \(format) suite..."
    case .generated: "Test cases generated successfully"
    case .zipping: "Creating ZIP file..."
    case .zipped: "ZIP file created successfully"
    case .complete: "Generation complete! ZIP file ready for download."
    case .failed(let cause, _): "Generation failed: \(cause)"
    case .cancelled: "Generation cancelled."
    }
  }
}

/// `whole * index / count` rounded down, for an index inside 0…count; all of it when there is nothing to count.
private func share(_ whole: Int, _ index: Int, _ count: Int) -> Int {
  guard count > 0 else { return whole }
  return whole * min(max(index, 0), count) / count
}
