/// One stream of text messages that any number of WebSocket connections follow.
///
/// A message is encoded once, whatever the number of subscribers. Each loop with subscribers has
/// a replica of the log and sends each of them what is new at the end of its turn.
package final class Topic: Sendable {
  package init() {}

  /// Adds a message; callable from any thread.
  ///
  /// Sequences ascend: a message whose sequence is not above the last one, or that comes after
  /// ``finish(closeCode:)``, is ignored, so that a history may be appended over a live topic.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - conflationKey: a subscriber that is too slow gets only the newest message of each key.
  package func append(text: [UInt8], sequence: Int, conflationKey: String) {
    preconditionFailure("unfinished")
  }

  /// Ends the topic: each subscriber, also a later one, gets what it has not yet and then a close frame.
  package func finish(closeCode: UInt16 = 1000) {
    preconditionFailure("unfinished")
  }
}
