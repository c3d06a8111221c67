import HTTPTypes
import JSONSchema
import NetCore
import OpenAPI
import TaskHub

extension Route {
  /// `POST /api/validate`: what reading the document finds, without a task.
  static func validate(_ services: Services) -> Route {
    .waiting(.post, PathPattern("/api/validate")) { call, request throws(Refusal) in
      let upload = try await Upload.read(request, call, services)
      let read = await offLoop { await services.pipeline.reading(upload.input) }
      switch read {
      case .success(let read):
        return await upload.answer(ValidationReport(read.document))
      case .failure(.document(let error)):
        return await upload.answer(ValidationReport(error))
      case .failure(let error):
        throw Refusal(error.problem)
      }
    }
  }
}

extension Upload {
  /// The report as the sender of this document can use it.
  fileprivate func answer(_ report: ValidationReport) async -> NetCore.Response {
    var report = report
    report.problems = located(report.problems)
    return .json(await offLoop { [report] in report.json.bytes })
  }
}

extension Pipeline {
  /// Reads with all lints; the outcome as a value.
  fileprivate func reading(_ input: DocumentInput) async -> Result<ReadDocument, PipelineError> {
    do throws(PipelineError) {
      return .success(try await read(input, lints: true))
    } catch {
      return .failure(error)
    }
  }
}
