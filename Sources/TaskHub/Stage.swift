/// The part of a generation that an update speaks of; raw values are the JSON's.
package enum Stage: String, Sendable, Codable, CaseIterable {
  case starting, parsing, generating, zipping, complete, error, cancelled

  /// Nothing follows an update of such a stage.
  package var isTerminal: Bool {
    switch self {
    case .starting, .parsing, .generating, .zipping: false
    case .complete, .error, .cancelled: true
    }
  }
}
