import Fuzzing
import HTTPTypes
import NetCore

/// Content with either framing.
///
/// - It comes out the same however its bytes are cut, and never more than went in.
/// - What is put into chunks comes out of them again, and nothing of what stands behind.
func checkContent(_ input: [UInt8]) {
  let framing: ContentFraming = input.hash & 3 == 0 ? .length(Int(input.hash >> 56) + 1) : .chunked
  let expected = outcome(of: [input], framing: framing)
  require(expected.content.count <= input.count, "no more content than bytes")
  for pieces in input.cuts.dropFirst() {
    let outcome = outcome(of: pieces, framing: framing)
    require(outcome == expected, "the same content for \(pieces.map(\.count))")
  }
  checkRoundTrip(of: input)
}

struct Outcome: Equatable {
  var content: [UInt8] = []
  var trailers: HTTPFields?
  var error: ContentDecodingError?
  /// Bytes that do not belong to the content any more.
  var leftCount = 0
}

func outcome(of pieces: [[UInt8]], framing: ContentFraming) -> Outcome {
  var decoder = ContentDecoder(framing: framing)
  var outcome = Outcome()
  for piece in pieces {
    if outcome.error != nil { break }
    guard outcome.trailers == nil else {
      outcome.leftCount += piece.count
      continue
    }
    receive(piece, with: &decoder, into: &outcome)
  }
  return outcome
}

func receive(_ piece: [UInt8], with decoder: inout ContentDecoder, into outcome: inout Outcome) {
  var offset = 0
  do {
    while let event = try decoder.receive(piece.span, from: &offset) {
      switch event {
      case .content(let range):
        require(!range.isEmpty && range.upperBound <= offset, "a piece that was taken")
        outcome.content += piece[range]
      case .ended(let trailers):
        outcome.trailers = trailers
        outcome.leftCount = piece.count - offset
        return
      }
    }
    require(offset == piece.count, "everything taken")
  } catch {
    outcome.error = error
  }
}

func checkRoundTrip(of content: [UInt8]) {
  var encoded: [UInt8] = []
  for piece in content.cuts[2] {
    encoded += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
  }
  encoded += Array("0\r\n\r\nGET".utf8)
  let outcome = outcome(of: encoded.cuts[2], framing: .chunked)
  require(outcome.content == content, "the content of the chunks")
  require(outcome.trailers == [:] && outcome.leftCount == 3, "nothing behind the last chunk")
}
