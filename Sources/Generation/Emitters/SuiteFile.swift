/// One file of a generated suite.
package struct SuiteFile: Sendable, Equatable {
  /// Inside the archive: relative, `/` between segments, e.g. `pytest/tests/test_pets.py`.
  package var path: String
  package var content: [UInt8]
  package var isExecutable = false
  /// The cases and lifecycles that this file runs, by id; the manifest lists them.
  package var caseIDs: [String] = []

  package init(
    path: String,
    content: [UInt8],
    isExecutable: Bool = false,
    caseIDs: [String] = []
  ) {
    self.path = path
    self.content = content
    self.isExecutable = isExecutable
    self.caseIDs = caseIDs
  }

  package init(path: String, text: String, isExecutable: Bool = false, caseIDs: [String] = []) {
    self.init(
      path: path,
      content: Array(text.utf8),
      isExecutable: isExecutable,
      caseIDs: caseIDs
    )
  }
}
