import NetCore
import TestSupport
import Testing

@Suite struct FrameCaseTests {
  @Test(arguments: CaseFiles.cases("frames"))
  func `reads the frames alike however they are cut`(_ sample: ProtocolCase) {
    for pieces in sample.splits {
      let events = FrameTranscript.events(of: pieces)
      #expect(events == sample.expected, "cut into \(pieces.map(\.count))")
      if events != sample.expected { return }
    }
  }

  @Test(arguments: CaseFiles.cases("compressed-frames"))
  func `reads compressed frames alike however they are cut`(_ sample: ProtocolCase) {
    check(sample, DeflateParameters())
  }

  @Test(arguments: CaseFiles.cases("separate-frames"))
  func `reads messages that are compressed each for itself`(_ sample: ProtocolCase) {
    check(sample, DeflateParameters(clientNoContextTakeover: true, clientWindowBits: 9))
  }

  private func check(_ sample: ProtocolCase, _ parameters: DeflateParameters) {
    for pieces in sample.splits {
      let inflater = MessageInflater(parameters)
      let events = FrameTranscript.events(of: pieces, inflater: inflater)
      #expect(events == sample.expected, "cut into \(pieces.map(\.count))")
      if events != sample.expected { return }
    }
  }
}

/// What a client's frames amount to, line by line.
enum FrameTranscript {
  static func events(
    of pieces: [[UInt8]],
    messageBytesMax: Int = 65_536,
    inflater: MessageInflater? = nil
  ) -> [String] {
    var assembler = MessageAssembler(messageBytesMax: messageBytesMax, inflater: inflater)
    var lines: [String] = []
    do {
      for piece in pieces {
        var offset = 0
        while let event = try assembler.receive(piece.span, from: &offset) {
          lines.append(line(for: event))
        }
        #expect(offset == piece.count)
      }
    } catch {
      lines.append("error \(error) \(error.closeCode)")
    }
    return lines
  }

  private static func line(for event: WebSocketEvent) -> String {
    switch event {
    case .message(.text(let bytes)): "text \(CaseFiles.shown(bytes))"
    case .message(.binary(let bytes)): "binary \(CaseFiles.shown(bytes))"
    case .ping(let bytes): "ping \(CaseFiles.shown(bytes))"
    case .pong(let bytes): "pong \(CaseFiles.shown(bytes))"
    case .close(let code?, let reason): "close \(code) \(reason)"
    case .close(nil, _): "close"
    }
  }
}
