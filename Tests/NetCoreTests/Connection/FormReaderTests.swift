import HTTPTypes
import NetCore
import TestSupport
import Testing

/// Forms that are taken apart while they arrive, over the wire.
@Suite struct FormReaderTests {
  private static let form = Array(
    """
    --B\r
    Content-Disposition: form-data; name="a"; filename="x.bin"\r
    \r
    0123\r
    --b\r
    --Bx\r
    --B\r
    Content-Disposition: form-data; name="b"\r
    \r
    \r
    --B--\r
    rest
    """.utf8
  )

  /// Answers with a line a part: its name and the number of its bytes.
  private static func upload(
    _ head: RequestHead,
    upTo byteCountMax: Int = 100_000_000
  ) -> Disposition {
    .handle { request in
      do throws(FormError) {
        var reader = try FormReader(request, upTo: byteCountMax)
        var lines = ""
        var byteCount = 0
        while let event = try await reader.next() {
          switch event {
          case .partBegan(let head): lines += "\(head.name) \(head.fileName ?? "-") "
          case .content(let bytes):
            byteCount += bytes.count
            // No piece is longer than what the server reads at once.
            guard bytes.count <= 256 * 1024 else { return Response(status: .internalServerError) }
          case .partEnded:
            lines += "\(byteCount)\n"
            byteCount = 0
          }
        }
        return .text(lines)
      } catch {
        return .text(error.detail, status: error.status)
      }
    }
  }

  private static func head(
    _ fields: String,
    type: String? = "multipart/form-data; boundary=B"
  ) -> String {
    let type = type.map { "Content-Type: \($0)\r\n" } ?? ""
    return "POST /upload HTTP/1.1\r\nHost: a\r\n\(type)\(fields)\r\n\r\n"
  }

  @Test func `reads a form however it is cut`() async throws {
    let form = Self.form
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      for cut in stride(from: 0, to: form.count, by: 3) {
        let client = try RawClient(port: port)
        try client.send(Self.head("Content-Length: \(form.count)"))
        try client.send(form[..<cut])
        try client.send(form[cut...])
        let response = try client.readResponse()
        #expect(response.status == 200)
        #expect(response.text == "a x.bin 15\nb - 0\n")
        #expect(try client.get("/").status == 415)
      }
    }
  }

  @Test func `reads a form in chunks`() async throws {
    let form = Self.form
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.head("Transfer-Encoding: chunked"))
      for byte in form { try client.send([0x31, 13, 10, byte, 13, 10]) }
      try client.send("0\r\n\r\n")
      #expect(try client.readResponse().text == "a x.bin 15\nb - 0\n")
    }
  }

  @Test(
    arguments: [
      (nil, 415), ("text/plain", 415), ("application/x-www-form-urlencoded", 415),
      ("multipart/mixed; boundary=B", 415), ("multipart/form-datax; boundary=B", 415),
      ("multipart", 415), ("", 415), ("multipart/form-data", 400),
      ("multipart/form-data; boundary=", 400), ("multipart/form-data; boundary=\"B", 400),
      ("multipart/form-data; boundary=B C", 400), ("multipart/form-data; boundary=C", 400),
      ("multipart/form-data; boundary=b", 400), ("multipart/form-data; boundary=\"B\"", 200),
      ("Multipart/Form-Data; charset=utf-8; Boundary=B", 200),
    ] as [(String?, Int)]
  )
  func `looks at the content type`(type: String?, status: Int) async throws {
    let form = Self.form
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.head("Content-Length: \(form.count)", type: type))
      try client.send(form)
      let response = try client.readResponse()
      #expect(response.status == status)
      #expect(!response.text.isEmpty)
    }
  }

  @Test func `a form that is cut anywhere is no form`() async throws {
    let form = Self.form
    // What follows the last boundary may be missing.
    let end = form.count - 6
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      for count in stride(from: 0, to: end, by: 3) {
        try client.send(Self.head("Content-Length: \(count)"))
        try client.send(form[..<count])
        #expect(try client.readResponse().status == 400, "\(count) bytes")
      }
    }
  }

  @Test func `a peer that leaves in the middle has sent no form`() async throws {
    let form = Self.form
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.head("Content-Length: \(form.count)"))
      try client.send(form.dropLast())
      client.finishSending()
      #expect(try client.readResponse().status == 400)
    }
  }

  @Test func `holds the bound on the content`() async throws {
    let form = Self.form
    for (limit, status) in [(form.count, 200), (form.count - 1, 413)] {
      try await withServer {
        $0.eventLoopCount = 1
      } handler: {
        Self.upload($0, upTo: limit)
      } _: { port, _ in
        let client = try RawClient(port: port)
        try client.send(Self.head("Content-Length: \(form.count)\r\nExpect: 100-continue"))
        var response = try client.readResponse()
        // What is too long is not asked for.
        #expect(response.status == (status == 200 ? 100 : 413))
        if status == 200 {
          try client.send(form)
          response = try client.readResponse()
          #expect(response.status == 200)
        }
        let other = try RawClient(port: port)
        try other.send(Self.head("Transfer-Encoding: chunked"))
        try other.send("\(String(form.count, radix: 16))\r\n")
        try other.send(form)
        try other.send("\r\n0\r\n\r\n")
        #expect(try other.readResponse().status == status)
      }
    }
  }

  @Test func `gives a long part in pieces`() async throws {
    try await withServer {
      $0.eventLoopCount = 1
    } handler: {
      Self.upload($0)
    } _: { port, _ in
      let start = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n"
      let piece = Array(String(repeating: "\r\n--A\r\n--B-", count: 6000).utf8)
      let count = start.utf8.count + 64 * piece.count + 7
      let client = try RawClient(port: port)
      try client.send(Self.head("Content-Length: \(count)"))
      try client.send(start)
      for _ in 0..<64 { try client.send(piece) }
      try client.send("\r\n--B--")
      #expect(try client.readResponse().text == "a - \(64 * piece.count)\n")
    }
  }
}
