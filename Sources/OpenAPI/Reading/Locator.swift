import JSONSchema

/// Gives findings their document, line and column.
struct Locator {
  let text: SourceText
  let documents: ReferencedDocuments

  /// What was found while the texts were parsed.
  var textProblems: [Diagnostic] {
    text.duplicateKeys + documents.problems
      + documents.documents.flatMap { document in
        document.text.duplicateKeys.map { problem in
          var problem = problem
          problem.document = document.name
          return problem
        }
      }
  }

  /// Gives every finding its place.
  func locate(_ document: inout APIDocument) {
    let reasonCount = document.skippedOperations.count
    let located = located(document.skippedOperations.map(\.reason) + document.problems)
    for index in document.skippedOperations.indices {
      document.skippedOperations[index].reason = located[index]
    }
    document.problems = Array(located[reasonCount...])
  }

  /// The findings with their places, found by one pass over each text that has some.
  func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var diagnostics = diagnostics
    /// Index of the document, -1 for the first → the findings about it.
    var places: [Int: [Int]] = [:]
    for index in diagnostics.indices
    where diagnostics[index].position == nil && diagnostics[index].document == nil {
      guard let pointer = diagnostics[index].pointer else { continue }
      if let (document, inside) = documents.document(at: pointer) {
        diagnostics[index].document = documents.documents[document].name
        diagnostics[index].pointer = inside
        places[document, default: []].append(index)
      } else {
        places[-1, default: []].append(index)
      }
    }
    for (document, indices) in places {
      let text = document < 0 ? text : documents.documents[document].text
      let positions = text.positions(of: Set(indices.compactMap { diagnostics[$0].pointer }))
      for index in indices {
        diagnostics[index].position = diagnostics[index].pointer.flatMap { positions[$0] }
      }
    }
    return diagnostics
  }
}
