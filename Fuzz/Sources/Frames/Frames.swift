import Fuzzing
import NetCore

/// The first byte says how frames are read; the rest is what a client sends, or a message.
///
/// - Frames mean the same however they are cut, compressed or not.
/// - No message is longer than the bound, inflated or not; texts are UTF-8.
/// - A message comes out of its frames again, however it is fragmented, compressed or not.
func checkFrames(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let payload = Array(input.dropFirst())
  let deflate: DeflateParameters? = first & 1 == 0 ? nil : parameters(by: first)
  if first & 2 == 0 {
    let expected = Outcome(of: [payload], deflate: deflate)
    for pieces in payload.cuts.dropFirst() {
      let outcome = Outcome(of: pieces, deflate: deflate)
      require(outcome == expected, "the same messages for \(pieces.map(\.count))")
    }
  } else {
    checkRoundTrip(of: payload, deflate: deflate)
  }
}

let messageBytesMax = 32 * 1024

func parameters(by byte: UInt8) -> DeflateParameters {
  // Both ends are the same one here: what a client must keep to, the deflater keeps to.
  let bits = 8 + Int(byte >> 3) % 8
  let isWithoutContext = byte & 4 != 0
  return DeflateParameters(
    serverNoContextTakeover: isWithoutContext,
    clientNoContextTakeover: isWithoutContext,
    serverWindowBits: bits,
    clientWindowBits: bits
  )
}

struct Outcome: Equatable {
  var events: [WebSocketEvent] = []
  var error: FrameError?

  init(of pieces: [[UInt8]], deflate: DeflateParameters?) {
    var assembler = MessageAssembler(
      messageBytesMax: messageBytesMax,
      inflater: deflate.map { MessageInflater($0) }
    )
    do {
      for piece in pieces {
        var offset = 0
        while let event = try assembler.receive(piece.span, from: &offset) {
          Self.check(event)
          events.append(event)
        }
        require(offset == piece.count, "everything taken")
      }
    } catch {
      self.error = error
    }
  }

  private static func check(_ event: WebSocketEvent) {
    switch event {
    case .message(.text(let bytes)):
      require(bytes.count <= messageBytesMax, "the bound on messages")
      require(String(validating: bytes, as: UTF8.self) != nil, "texts are UTF-8")
    case .message(.binary(let bytes)):
      require(bytes.count <= messageBytesMax, "the bound on messages")
    case .ping(let bytes), .pong(let bytes):
      require(bytes.count <= 125, "the bound on control frames")
    case .close(let code, let reason):
      require(code.map { CloseCode.maySend($0) } ?? reason.isEmpty, "a code that may be sent")
    }
  }
}

func checkRoundTrip(of message: [UInt8], deflate: DeflateParameters?) {
  let deflater = deflate.map { MessageDeflater($0) }
  var bytes: [UInt8] = []
  // Twice, so that the second may refer to the first one.
  for _ in 0..<2 {
    let payload = deflater?.deflate(message) ?? message
    bytes += frames(of: payload, isCompressed: deflater != nil)
  }
  let outcome = Outcome(of: bytes.cuts[2], deflate: deflate)
  require(outcome.error == nil, "frames without fault")
  let expected = WebSocketEvent.message(.binary(message))
  require(outcome.events == [expected, expected], "the same message")
}

/// A binary message in masked fragments.
func frames(of payload: [UInt8], isCompressed: Bool) -> [UInt8] {
  var fragments = payload.cuts[2]
  if fragments.isEmpty { fragments = [[]] }
  var bytes: [UInt8] = []
  for (index, fragment) in fragments.enumerated() {
    var first: UInt8 = index == 0 ? 0x02 : 0x00
    if index == 0, isCompressed { first |= 0x40 }
    if index == fragments.count - 1 { first |= 0x80 }
    let key: [UInt8] = [0x37, 0xFA, UInt8(truncatingIfNeeded: index), 0x3D]
    bytes += [first, 0x80 | UInt8(fragment.count)] + key
    bytes += fragment.enumerated().map { $1 ^ key[$0 & 3] }
  }
  return bytes
}
