import NetCore
package import TaskHub

/// Shows a generation's progress: a bar on a terminal, plain lines elsewhere.
package final class ProgressPrinter: Sendable {
  private struct State {
    var track = ProgressTrack()
    var overall = 0
  }

  private static let barWidth = 24

  private let isTerminal: Bool
  /// Columns of the terminal.
  private let width: Int
  private let write: @Sendable (String) -> Void
  private let state = Guarded(State())

  /// - Parameter write: gets text as it is to be printed, line ends included.
  package init(isTerminal: Bool, width: Int = 80, write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.width = max(width, 40)
    self.write = write
  }

  /// What the pipeline reports to.
  package var reporter: ProgressReporter {
    ProgressReporter { milestone in self.show(milestone) }
  }

  private func show(_ milestone: Milestone) {
    let text = state.withLock { state -> String in
      guard let update = state.track.record(milestone) else { return "" }
      guard isTerminal else { return update.message + "\n" }
      state.overall = max(state.overall, update.overall ?? state.overall)
      return bar(update, overall: state.overall)
    }
    write(text)
  }

  private func bar(_ update: ProgressUpdate, overall: Int) -> String {
    let filled = Self.barWidth * overall / 100
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: "-", count: Self.barWidth - filled)
    let percent = String(repeating: " ", count: 3 - String(overall).count) + "\(overall) %"
    let message = update.message.prefix(max(0, width - Self.barWidth - 10))
    return "\r\u{1B}[K[\(bar)] \(percent) \(message)" + (update.stage.isTerminal ? "\n" : "")
  }
}

extension ProgressUpdate {
  /// The share of the whole in percent: parsing is a tenth, zipping another, generating the rest.
  fileprivate var overall: Int? {
    switch stage {
    case .starting: 0
    case .parsing: progress / 10
    case .generating: 10 + progress * 8 / 10
    case .zipping: 90 + progress / 10
    case .complete: 100
    case .error, .cancelled: nil
    }
  }
}
