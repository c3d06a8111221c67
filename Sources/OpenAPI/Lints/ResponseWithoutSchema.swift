import JSONSchema

/// A successful response whose content nothing can be checked of.
enum ResponseWithoutSchema: Lint {
  static func check(_ subject: LintSubject, _ findings: inout Findings) {
    for operation in subject.document.operations where operation.method != "HEAD" {
      for response in operation.responses where isSuccessWithContent(response.status) {
        let json = response.content.filter { $0.mediaType.lowercased().contains("json") }
        if json.contains(where: { $0.schema == nil && $0.itemSchema == nil }) {
          findings.inform(
            .responseWithoutSchema,
            "The response has JSON without a `schema`, so any content is taken for valid.",
            at: response.pointer
          )
        } else if response.content.isEmpty, operation.method == "GET" {
          findings.inform(
            .responseWithoutSchema,
            "The response of a GET describes no content, so nothing can be checked of it.",
            at: response.pointer
          )
        }
      }
    }
  }

  private static func isSuccessWithContent(_ status: StatusPattern) -> Bool {
    switch status {
    case .code(let code): (200..<300).contains(code) && code != 204 && code != 205
    case .range(let hundreds): hundreds == 2
    case .default: false
    }
  }
}
