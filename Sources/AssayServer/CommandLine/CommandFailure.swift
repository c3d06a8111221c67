/// Why a command ends without success: what to print and the exit status.
package struct CommandFailure: Error, Sendable, Equatable {
  package let message: String
  /// 1: the document or the surroundings; 2: how the command was used.
  package let status: Int32

  package init(message: String, status: Int32) {
    self.message = message
    self.status = status
  }

  static func unusable(_ message: String) -> CommandFailure {
    CommandFailure(message: message, status: 1)
  }

  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(message: message, status: 2)
  }
}
