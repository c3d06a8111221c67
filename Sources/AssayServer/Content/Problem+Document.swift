import Generation
import JSONSchema
import OpenAPI
import TaskHub

extension Problem {
  /// Problems that are told at most; a document can have thousands.
  static let findingsMax = 100

  /// A document that cannot be used: 422.
  init(_ error: DocumentError) {
    let findings = error.problems.prefix(Self.findingsMax).map(Finding.init)
    self.init(
      type: "urn:assay:problem:document",
      title: "The document cannot be used",
      status: 422,
      detail: error.sentence,
      errors: Array(findings)
    )
  }

  /// An option that cannot be accepted: 422.
  init(_ error: OptionError) {
    self.init(
      type: "urn:assay:problem:option",
      title: "An option cannot be accepted",
      status: 422,
      detail: error.message,
      errors: [Finding(detail: error.message, pointer: "#/\(error.option)")]
    )
  }

  /// A document that could not be fetched: 422, or 413 when it is too large.
  init(_ error: FetchError) {
    let isTooLarge = error.kind == "size"
    self.init(
      type: "urn:assay:problem:fetch:\(error.kind)",
      title: "The document could not be fetched",
      status: isTooLarge ? 413 : 422,
      detail: error.sentence
    )
  }

  /// A document over the bound: 413.
  static func tooLarge(limit: Int) -> Problem {
    Problem(
      title: "Content Too Large",
      status: 413,
      detail: "The document is larger than \(ByteCount.text(limit)), which is the limit."
    )
  }
}

extension Problem.Finding {
  init(_ diagnostic: Diagnostic) {
    self.init(
      detail: diagnostic.message,
      code: diagnostic.code.rawValue,
      document: diagnostic.document,
      pointer: diagnostic.pointer?.uriFragment,
      line: diagnostic.position?.line,
      column: diagnostic.position?.column
    )
  }
}

extension DocumentError {
  /// What is wrong, with the first finding and its place, for one line.
  package var sentence: String {
    guard let first = problems.first, first.message != summary else { return summary }
    let place = first.position.map { " (\($0))" } ?? ""
    let more = problems.count > 1 ? " And \(problems.count - 1) more." : ""
    return "\(summary) \(first.message)\(place)\(more)"
  }
}
