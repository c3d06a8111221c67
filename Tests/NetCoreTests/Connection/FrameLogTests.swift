import Testing

@testable import NetCore

@Suite struct FrameLogTests {
  /// Frames of four bytes, all the number of their sequence, over three keys.
  private func log(_ sequences: ClosedRange<Int>) -> FrameLog {
    var log = FrameLog()
    append(sequences, to: &log)
    return log
  }

  private func append(_ sequences: ClosedRange<Int>, to log: inout FrameLog) {
    for sequence in sequences {
      log.append(frame(sequence), sequence: sequence, key: sequence % 3)
    }
  }

  private func frame(_ sequence: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: sequence), count: 4)
  }

  @Test func `finds frames by position and by sequence`() {
    let log = log(1...10)
    #expect(log.endIndex == 10)
    #expect(log.bytes.count == 40)
    #expect(log.position(of: 0) == 0)
    #expect(log.position(of: 10) == 40)
    #expect(log.index(at: 3) == 0)
    #expect(log.index(at: 4) == 1)
    #expect(log.index(after: 0) == 0)
    #expect(log.index(after: 4) == 4)
    #expect(log.index(after: 99) == 10)
    #expect(log.byteCount(from: 7) == 12)
  }

  @Test func `drops the oldest bytes and keeps indexes and the newest of each key`() {
    var log = log(1...10)
    log.trim(toByteCount: 20)
    #expect(log.startIndex == 0)
    log.trim(toByteCount: 11)
    #expect(log.startIndex == 8)
    #expect(log.endIndex == 10)
    #expect(log.bytes == frame(9) + frame(10))
    #expect(log.index(after: 3) == 7)
    #expect(log.conflated(0..<10) == frame(8) + frame(9) + frame(10))
    #expect(log.conflated(7..<8) == frame(8))
    append(11...11, to: &log)
    #expect(log.conflated(0..<11) == frame(9) + frame(10) + frame(11))
    #expect(log.index(after: 10) == 10)
  }

  @Test func `takes over what another log has more`() {
    var source = log(1...4)
    var copy = FrameLog()
    copy.append(newsOf: source)
    append(5...9, to: &source)
    copy.append(newsOf: source)
    #expect(copy.bytes == source.bytes)
    #expect(copy.endIndex == 9)
    copy.append(newsOf: source)
    #expect(copy.endIndex == 9)
    append(10...90, to: &source)
    source.trim(toByteCount: 8)
    copy.append(newsOf: source)
    #expect(copy.startIndex == source.startIndex)
    #expect(copy.bytes == source.bytes)
    source.append([0x88, 0], sequence: .max, key: 7, isLast: true)
    copy.append(newsOf: source)
    #expect(copy.isFinished)
  }

  @Test func `maps its frames and keeps their places`() {
    var source = log(1...9)
    source.trim(toByteCount: 16)
    let doubled = source.mapFrames { $0 + $0 }
    #expect(doubled.startIndex == source.startIndex)
    #expect(doubled.endIndex == source.endIndex)
    #expect(doubled.bytes.count == 2 * source.bytes.count)
    #expect(doubled.index(after: 7) == source.index(after: 7))
    #expect(doubled.conflated(8..<9) == frame(9) + frame(9))
  }
}
