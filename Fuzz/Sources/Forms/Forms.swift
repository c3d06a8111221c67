import Fuzzing
import NetCore

/// `multipart/form-data` with the boundary `b`.
///
/// - It amounts to the same however it is cut, and holds the bounds.
/// - What is put into parts comes out of them again.
func checkForms(_ input: [UInt8]) {
  let expected = Outcome(of: [input])
  for pieces in input.cuts.dropFirst() {
    require(Outcome(of: pieces) == expected, "the same parts for \(pieces.map(\.count))")
  }
  checkRoundTrip(of: input)
}

func parser(boundary: String) -> MultipartParser {
  var limits = MultipartLimits()
  limits.partsMax = 8
  limits.partHeadBytesMax = 256
  limits.partFieldLinesMax = 4
  guard let type = MediaType("multipart/form-data; boundary=\(boundary)"),
    let parser = try? MultipartParser(contentType: type, limits: limits)
  else { fatalError("the boundary \(boundary) was refused") }
  return parser
}

struct Outcome: Equatable {
  struct Part: Equatable {
    let head: FormPartHead
    var content: [UInt8] = []
    var hasEnded = false
  }

  var parts: [Part] = []
  var error: MultipartError?

  init(of pieces: [[UInt8]], boundary: String = "b") {
    var parser = parser(boundary: boundary)
    do {
      for piece in pieces {
        var offset = 0
        while let event = try parser.receive(piece.span, from: &offset) { receive(event) }
        require(offset == piece.count, "everything taken")
      }
      try parser.finish()
      require(parts.allSatisfy(\.hasEnded), "every part ends")
    } catch {
      self.error = error
    }
    require(parts.count <= 8, "the bound on parts")
    require(parts.allSatisfy { $0.head.fields.count <= 4 }, "the bound on field lines")
  }

  private mutating func receive(_ event: MultipartParser.Event) {
    switch event {
    case .partBegan(let head):
      require(parts.last?.hasEnded ?? true, "one part after the other")
      parts.append(Part(head: head))
    case .content(let bytes):
      require(!bytes.isEmpty, "no empty content")
      require(parts.last?.hasEnded == false, "content in a part")
      parts[parts.count - 1].content += bytes
    case .partEnded:
      require(parts.last?.hasEnded == false, "the end of a part")
      parts[parts.count - 1].hasEnded = true
    }
  }
}

func checkRoundTrip(of content: [UInt8]) {
  let halves = [
    Array(content.prefix(content.count / 2)), Array(content.dropFirst(content.count / 2)),
  ]
  // The hash of the content cannot stand in it, but for a chance that libFuzzer will not find.
  let boundary = "b" + String(content.hash, radix: 16)
  var form: [UInt8] = []
  for half in halves {
    form += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n".utf8)
    form += half + [13, 10]
  }
  form += Array("--\(boundary)--\r\n".utf8)
  let outcome = Outcome(of: form.cuts[2], boundary: boundary)
  require(outcome.error == nil, "a form without fault")
  require(outcome.parts.map(\.content) == halves, "the same content")
}
