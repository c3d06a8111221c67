/// An error as its client sees it: RFC 9457 `application/problem+json`.
package struct Problem: Error, Sendable, Equatable, Codable {
  /// A URI reference that names the kind of problem; `about:blank` when the status says it all.
  package var type: String
  package var title: String
  package var status: Int
  /// What happened this time and what to change, in a sentence or two.
  package var detail: String?
  package var instance: String?
  /// Single findings, located in the document where possible.
  package var errors: [Finding]

  /// One finding inside a ``Problem``.
  package struct Finding: Sendable, Equatable, Codable {
    package var detail: String
    /// What kind of thing is wrong, in kebab case.
    package var code: String?
    /// The file or address when it is another than the document itself.
    package var document: String?
    /// A JSON pointer into the document, as a URI fragment: `#/paths/~1pets`.
    package var pointer: String?
    /// 1-based.
    package var line: Int?
    package var column: Int?

    package init(
      detail: String,
      code: String? = nil,
      document: String? = nil,
      pointer: String? = nil,
      line: Int? = nil,
      column: Int? = nil
    ) {
      self.detail = detail
      self.code = code
      self.document = document
      self.pointer = pointer
      self.line = line
      self.column = column
    }
  }

  package init(
    type: String = "about:blank",
    title: String,
    status: Int,
    detail: String? = nil,
    instance: String? = nil,
    errors: [Finding] = []
  ) {
    self.type = type
    self.title = title
    self.status = status
    self.detail = detail
    self.instance = instance
    self.errors = errors
  }
}
