import Foundation
import TestSupport
import Testing

@testable import NetCore

/// Files in gzip coding, and files that change.
@Suite struct StaticFileCodingTests {
  private let site: Site

  init() throws {
    site = try Site()
  }

  private static let gzip = ["Accept-Encoding: gzip, deflate, br"]

  @Test func `sends text in gzip coding to those who take it`() async throws {
    let plain = try await site.answer("/script.js")
    let coded = try await site.answer("/script.js", Self.gzip)
    #expect(coded.status == 200)
    #expect(coded.fields["content-encoding"] == "gzip")
    #expect(coded.fields["content-type"] == plain.fields["content-type"])
    #expect(coded.fields["vary"] == "Accept-Encoding")
    #expect(plain.fields["vary"] == "Accept-Encoding")
    #expect(plain.fields["content-encoding"] == nil)
    #expect(coded.content.count < plain.content.count / 10)
    #expect(coded.fields["content-length"] == "\(coded.content.count)")
    #expect(try Self.unzipped(coded.content) == plain.content)
    #expect(coded.fields["etag"] != plain.fields["etag"])
    #expect(try !#require(coded.fields["etag"]).hasPrefix("W/"))
    #expect(try await site.answer("/script.js", Self.gzip).content == coded.content)
  }

  @Test(arguments: ["/data.json", "/large.bin", "/no-extension", "/empty.txt", "/missing", "/sub"])
  func `leaves alone what would not become shorter`(path: String) async throws {
    let plain = try await site.answer(path)
    var coded = try await site.answer(path, Self.gzip)
    coded.fields["date"] = plain.fields["date"]
    #expect(coded.fields == plain.fields)
    #expect(coded.content == plain.content)
  }

  @Test(arguments: ["identity", "gzip;q=0", "", "br", "*;q=0", "identity;q=0"])
  func `sends the content as it lies to those who do not take gzip`(value: String) async throws {
    let response = try await site.answer("/script.js", ["Accept-Encoding: \(value)"])
    #expect(response.fields["content-encoding"] == nil)
    #expect(response.text == Site.script)
  }

  @Test func `evaluates conditions and ranges for the coding that is sent`() async throws {
    let plain = try await site.answer("/script.js")
    let coded = try await site.answer("/script.js", Self.gzip)
    let plainTag = try #require(plain.fields["etag"])
    let codedTag = try #require(coded.fields["etag"])
    func response(_ fields: String...) async throws -> RawResponse {
      try await site.answer("/script.js", Self.gzip + fields)
    }
    let unmodified = try await response("If-None-Match: \(codedTag)")
    #expect(unmodified.status == 304)
    #expect(unmodified.fields["etag"] == codedTag)
    #expect(unmodified.fields["vary"] == "Accept-Encoding")
    #expect(try await response("If-None-Match: \(plainTag)").status == 200)
    #expect(try await response("If-Match: \(plainTag)").status == 412)
    let part = try await response("Range: bytes=5-9", "If-Range: \(codedTag)")
    #expect(part.status == 206)
    #expect(part.content == Array(coded.content[5...9]))
    #expect(part.fields["content-encoding"] == "gzip")
    #expect(part.fields["content-range"] == "bytes 5-9/\(coded.content.count)")
    #expect(part.fields["etag"] == codedTag)
    let other = try await response("Range: bytes=5-9", "If-Range: \(plainTag)")
    #expect(other.status == 200)
    let outside = try await response("Range: bytes=\(coded.content.count)-")
    #expect(outside.status == 416)
    #expect(outside.fields["content-range"] == "bytes */\(coded.content.count)")
    let several = try await response("Range: bytes=0-0,2-2")
    #expect(several.status == 200)
    #expect(several.content == coded.content)
  }

  @Test func `sends what lies compressed beside a file`() async throws {
    let sibling = try #require(Gzip.compress(Array(repeating: 0x41, count: 500)))
    try site.write(sibling, to: "public/data.json.gz")
    let coded = try await site.answer("/data.json", Self.gzip)
    #expect(coded.content == sibling)
    #expect(coded.fields["content-encoding"] == "gzip")
    #expect(coded.fields["content-type"] == "application/json")
    #expect(try await site.answer("/data.json").text == "0123456789")
    let itself = try await site.answer("/data.json.gz", Self.gzip)
    #expect(itself.content == sibling)
    #expect(itself.fields["content-type"] == "application/gzip")
    #expect(itself.fields["content-encoding"] == nil)
    // It is of no use once the file is newer.
    try site.touch("public/data.json.gz", secondsSinceEpoch: 784_111_776)
    #expect(try await site.answer("/data.json", Self.gzip).text == "0123456789")
  }

  @Test func `does not send what lies elsewhere as a file's coding`() async throws {
    try site.write([1, 2, 3], to: "secret.gz")
    try FileManager.default.createSymbolicLink(
      atPath: site.base.appending(path: "public/data.json.gz").path,
      withDestinationPath: "../secret.gz"
    )
    #expect(try await site.answer("/data.json", Self.gzip).text == "0123456789")
  }

  @Test func `holds the bounds on what is compressed`() async throws {
    for (byteCount, isCoded) in [(999, false), (1000, true), (2000, true), (2001, false)] {
      let site = try Site {
        $0.compressedFileBytesMin = 1000
        $0.compressedFileBytesMax = 2000
      }
      try site.write(Array(repeating: 0x41, count: byteCount), to: "public/a.txt")
      let response = try await site.answer("/a.txt", Self.gzip)
      #expect((response.fields["content-encoding"] == "gzip") == isCoded, "\(byteCount) bytes")
      #expect(response.fields["vary"] == "Accept-Encoding")
    }
  }

  @Test func `compresses a file once for many who ask at the same time`() async throws {
    let text = (0..<40_000).map { "\($0 &* 7919) " }.joined()
    try site.write(text.utf8, to: "public/long.txt")
    let contents = try await site.serve { port in
      let clients = try (0..<8).map { _ in try RawClient(port: port) }
      for client in clients {
        try client.send("GET /long.txt HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n")
      }
      return try clients.map { try $0.readResponse().content }
    }
    #expect(Set(contents).count == 1)
    #expect(try Self.unzipped(contents[0]) == Array(text.utf8))
  }

  // MARK: - Files that change

  @Test(arguments: ["Accept: */*", "Accept-Encoding: gzip"])
  func `sees that a file has changed`(field: String) async throws {
    let site = try Site { $0.checkInterval = .zero }
    try await site.serve { port in
      let client = try RawClient(port: port)
      func answer(_ fields: String...) throws -> RawResponse {
        let lines = ["GET /script.js HTTP/1.1", "Host: a", field] + fields
        try client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        return try client.readResponse()
      }
      var last = try answer()
      for round in 0..<3 {
        try site.write(Array(repeating: 0x61 + UInt8(round), count: 5000), to: "public/script.js")
        let tag = try #require(last.fields["etag"])
        let next = try answer("If-None-Match: \(tag)")
        #expect(next.status == 200)
        #expect(try answer("If-Match: \(tag)").status == 412)
        #expect(try answer("Range: bytes=0-1", "If-Range: \(tag)").status == 200)
        #expect(next.content != last.content)
        last = next
      }
      try FileManager.default.removeItem(at: site.base.appending(path: "public/script.js"))
      #expect(try answer().status == 404)
    }
  }

  @Test func `claims no change after the answer`() async throws {
    try site.touch("public/data.json", secondsSinceEpoch: 4_000_000_000)
    let response = try await site.answer("/data.json")
    let modified = try #require(response.fields["last-modified"].flatMap { HTTPDate($0) })
    let date = try #require(response.fields["date"].flatMap { HTTPDate($0) })
    #expect(modified <= date)
  }

  @Test(arguments: [true, false])
  func `tells states apart that one tick of the clock made`(isInPlace: Bool) async throws {
    let site = try Site { $0.checkInterval = .zero }
    try await site.serve { port in
      let client = try RawClient(port: port)
      let file = try FileHandle(forWritingTo: site.base.appending(path: "public/data.json"))
      var last: String?
      for number in 100..<300 {
        // Always of the same length.
        let state = Data("state: \(number)".utf8)
        if isInPlace {
          try file.seek(toOffset: 0)
          try file.write(contentsOf: state)
        } else {
          try site.write(state, to: "public/data.json")
        }
        let response = try client.get("/data.json")
        #expect(response.text == "state: \(number)")
        let tag = try #require(response.fields["etag"])
        #expect(tag != last)
        last = tag
      }
    }
  }

  @Test func `tells the state that it saw for as long as it may`() async throws {
    for (interval, content) in [(Duration.zero, "new"), (.seconds(3600), "0123456789")] {
      let site = try Site { $0.checkInterval = interval }
      try await site.serve { port in
        let client = try RawClient(port: port)
        #expect(try client.get("/data.json").text == "0123456789")
        try site.write("new".utf8, to: "public/data.json")
        #expect(try client.get("/data.json").text == content)
      }
    }
  }

  @Test func `does not follow a file that leaves the directory`() async throws {
    let site = try Site { $0.checkInterval = .zero }
    try await site.serve { port in
      let client = try RawClient(port: port)
      #expect(try client.get("/data.json").status == 200)
      let path = site.base.appending(path: "public/data.json").path
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(
        atPath: path,
        withDestinationPath: "../secret.txt"
      )
      #expect(try client.get("/data.json").status == 404)
    }
  }

  /// Takes the gzip framing off (RFC 1952 §2.3): a head of ten bytes, checksum and length.
  private static func unzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    #expect(bytes.prefix(4) == [0x1F, 0x8B, 8, 0])
    let stream = CompressionStream(.inflate)
    var plain: [UInt8] = []
    let deflated = bytes.span.extracting(10..<max(10, bytes.count - 8))
    try stream.process(deflated, to: &plain, byteCountMax: 1 << 21)
    let length = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(plain.count == length)
    return plain
  }
}
