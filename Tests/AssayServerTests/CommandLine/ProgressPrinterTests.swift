import NetCore
import TaskHub
import Testing

@testable import AssayServer

@Suite struct ProgressPrinterTests {
  private let milestones: [Milestone] = [
    .parsing, .parsed, .designing(endpointCount: 2),
    .designed(index: 1, of: 2, method: "GET", path: "/a"), .generated, .zipped, .complete,
  ]

  private func printed(isTerminal: Bool, width: Int = 80) async -> [String] {
    let lines = Guarded<[String]>([])
    let printer = ProgressPrinter(isTerminal: isTerminal, width: width) { text in
      lines.withLock { $0.append(text) }
    }
    for milestone in milestones { await printer.reporter.report(milestone) }
    return lines.withLock { $0 }
  }

  @Test func `prints plain lines in a log`() async {
    let lines = await printed(isTerminal: false)
    #expect(lines == milestones.map { $0.message + "\n" })
    #expect(!lines.joined().contains("\r") && !lines.joined().contains("\u{1B}"))
  }

  @Test func `draws a bar that never falls on a terminal`() async {
    let drawn = await printed(isTerminal: true)
    #expect(drawn.allSatisfy { $0.hasPrefix("\r\u{1B}[K[") })
    let percents = drawn.compactMap { line -> Int? in
      line.split(separator: "]").last?.split(separator: " ").first.flatMap { Int($0) }
    }
    #expect(percents == [1, 10, 26, 54, 90, 100, 100])
    #expect(drawn.last?.hasSuffix("\n") == true)
    #expect(drawn.dropLast().allSatisfy { !$0.hasSuffix("\n") })
    let narrow = await printed(isTerminal: true, width: 40)
    #expect(narrow.allSatisfy { $0.count <= 45 })
  }
}
