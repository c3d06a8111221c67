/// The way from a running generation to whoever wants to know: the hub, or a terminal's bar.
package struct ProgressReporter: Sendable {
  private let receive: @Sendable (Milestone) async -> Void

  package init(_ receive: @escaping @Sendable (Milestone) async -> Void) {
    self.receive = receive
  }

  /// Tells a milestone; returns when it has been written down, so that a fast producer waits.
  package func report(_ milestone: Milestone) async {
    await receive(milestone)
  }
}
