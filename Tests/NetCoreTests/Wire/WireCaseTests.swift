import Foundation
import NetCore
import TestSupport
import Testing

/// The tables of `Cases/http/` against a server on a socket.
///
/// With `HTTP_CASES_PORT` in the environment the server is the one that listens there.
@Suite(.serialized) struct WireCaseTests {
  @Test func `there are at least three hundred cases, each with a name of its own`() {
    #expect(WireCase.all.count >= 300)
    #expect(Set(WireCase.all.map(\.name)).count == WireCase.all.count)
  }

  @Test(arguments: WireCase.files)
  func `answers as the table says, to whole requests`(_ file: String) async throws {
    try await withWireServer { port in
      for judge in WireCase.cases(in: file).map(WireJudge.init) {
        let run = try WireRun(judge, port: port)
        try run.send(from: 0, to: run.byteCount)
        run.finish("whole")
      }
    }
  }

  @Test(arguments: WireCase.files)
  func `answers as the table says, to single bytes`(_ file: String) async throws {
    try await withWireServer { port in
      let cases = WireCase.cases(in: file).filter { $0.input.count <= Self.cutBytesMax }
      let pace = try WirePace(port: port)
      let runs = try cases.map { try WireRun(WireJudge($0), port: port) }
      for offset in 0..<(cases.map(\.input.count).max() ?? 0) {
        for run in runs where offset < run.byteCount { try run.send(from: offset, to: offset + 1) }
        try pace.wait()
      }
      for run in runs { run.finish("byte by byte") }
    }
  }

  @Test(arguments: WireCase.files)
  func `answers as the table says, to requests cut at any byte`(_ file: String) async throws {
    try await withWireServer { port in
      let cases = WireCase.cases(in: file).filter { $0.input.count <= Self.cutBytesMax }
      let pace = try WirePace(port: port)
      let judges = zip(cases.map(WireJudge.init), Self.sharedByteCounts(of: cases))
      for cut in 1..<Self.cutBytesMax {
        let runs = try judges.filter { judge, sharedByteCount in
          cut >= sharedByteCount && cut < judge.sample.input.count
        }.map { try WireRun($0.0, port: port) }
        for run in runs { try run.send(from: 0, to: cut) }
        if !runs.isEmpty { try pace.wait() }
        for run in runs { try run.send(from: cut, to: run.byteCount) }
        for run in runs { run.finish("cut at \(cut)") }
      }
    }
  }

  /// Longer inputs test bounds and are mostly repetition.
  private static let cutBytesMax = 600

  /// How many bytes each case has in common with an earlier one, with which it is cut there.
  private static func sharedByteCounts(of cases: [WireCase]) -> [Int] {
    cases.indices.map { index in
      cases[..<index].map { earlier in
        zip(earlier.input, cases[index].input).prefix { $0 == $1 }.count
      }.max() ?? 0
    }
  }
}

/// Runs the server of the tables, unless one listens already, while a closure talks to it.
private func withWireServer(_ body: @escaping @Sendable (_ port: UInt16) throws -> Void)
  async throws
{
  if let port = ProcessInfo.processInfo.environment["HTTP_CASES_PORT"].flatMap({ UInt16($0) }) {
    return try body(port)
  }
  // One loop, since one loop has read everything that was sent before what it answers.
  try await withServer {
    $0.eventLoopCount = 1
  } handler: {
    WireHandler.answer($0)
  } _: { port, _ in
    try body(port)
  }
}

/// Judges what a server sent in the runs of one case.
private final class WireJudge {
  let sample: WireCase
  /// What was right the last time, and is so again, which costs less to see.
  private var accepted: [UInt8]?

  init(_ sample: WireCase) {
    self.sample = sample
  }

  /// Records what is wrong.
  func judge(_ bytes: [UInt8], _ manner: String) {
    if bytes == accepted { return }
    if let fault = WireTranscript.fault(in: bytes, for: sample) {
      Issue.record("\(sample), \(manner): \(fault)")
    } else {
      accepted = bytes
    }
  }
}

/// One connection on which one case is played.
private struct WireRun {
  private let judge: WireJudge
  private let client: RawClient

  init(_ judge: WireJudge, port: UInt16) throws {
    self.judge = judge
    client = try RawClient(port: port)
  }

  var byteCount: Int { judge.sample.input.count }

  /// Sends a part of the case; behind the last byte comes the probe, or the end.
  func send(from start: Int, to end: Int) throws {
    let sample = judge.sample
    let isLast = end == byteCount
    do {
      try client.send(
        sample.input[start..<end] + (isLast ? WireProbe.bytes(after: sample.ending) : [])
      )
      if isLast, sample.ending == .finished { client.finishSending() }
    } catch RawClient.Failure.cannotSend(EPIPE), RawClient.Failure.cannotSend(ECONNRESET) {
      // A server that has closed already: what it said before is judged.
    }
  }

  /// Reads everything, and has it judged.
  func finish(_ manner: String) {
    do {
      judge.judge(try client.readToEndOrReset(), manner)
    } catch {
      Issue.record("\(judge.sample), \(manner): \(error)")
    }
  }
}

/// Waits until a server of one loop has read what was sent before.
private struct WirePace {
  private let client: RawClient

  init(port: UInt16) throws {
    client = try RawClient(port: port)
  }

  func wait() throws {
    // The first answer may come in the turn that accepts a connection, the second comes later.
    for _ in 0..<2 { _ = try client.get("/api/progress/x") }
  }
}
