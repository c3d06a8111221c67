package import Generation
package import OpenAPI
package import TaskHub

/// Why no suite came out of the pipeline.
package enum PipelineError: Error, Sendable {
  case fetch(FetchError)
  case document(DocumentError)
  case options(OptionError)
  case archive(ArchiveError)
  case cancelled

  /// A clause or sentence that the user can act on.
  package var cause: String {
    switch self {
    case .fetch(let error): error.sentence
    case .document(let error): error.sentence
    case .options(let error): error.message
    case .archive(let error):
      "The suite does not fit into a ZIP file: \(error). Use `include` to select operations."
    case .cancelled: "It was cancelled."
    }
  }

  /// The same for programs, where there is more to say.
  package var problem: Problem {
    switch self {
    case .fetch(let error): Problem(error)
    case .document(let error): Problem(error)
    case .options(let error): Problem(error)
    case .archive:
      Problem(
        type: "urn:assay:problem:archive",
        title: "The suite is too large",
        status: 422,
        detail: cause
      )
    case .cancelled: Problem(title: "Service Unavailable", status: 503, detail: cause)
    }
  }
}
