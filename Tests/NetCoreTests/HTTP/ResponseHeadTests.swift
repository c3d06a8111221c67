import HTTPTypes
import Testing

@testable import NetCore

@Suite struct ResponseHeadTests {
  private static func head(
    _ response: Response,
    method: HTTPRequest.Method = .get,
    version: HTTPVersion = .http11,
    mayPersist: Bool = true
  ) -> (lines: [String], transfer: ContentTransfer) {
    let context = ResponseContext(
      requestMethod: method,
      requestVersion: version,
      mayPersist: mayPersist,
      dateLine: Array("Date: now".utf8)
    )
    let buffer = ByteBuffer(capacity: 8)
    buffer.append("before")
    let transfer = response.appendHead(to: buffer, in: context)
    let text = String(decoding: buffer.withSpan { $0.bytes() }, as: UTF8.self)
    #expect(text.hasPrefix("before"))
    #expect(text.hasSuffix("\r\n\r\n"))
    let lines = text.dropFirst(6).split(separator: "\r\n").map(String.init)
    return (lines, transfer)
  }

  private static let stream = ResponseContent.stream { _ in }

  @Test func `announces the length of bytes`() {
    let response = Response(status: .ok, contentType: "text/plain", text: "hello")
    let (lines, transfer) = Self.head(response)
    #expect(
      lines == ["HTTP/1.1 200 OK", "Content-Type: text/plain", "Date: now", "Content-Length: 5"]
    )
    #expect(transfer == ContentTransfer(coding: .length(5), isPersistent: true))
  }

  @Test func `sends a prepared head like the one that it was made of`() {
    let response = Response(
      status: .ok,
      fields: [.contentType: "text/plain", .connection: "close", .date: "mine"],
      content: .bytes([1])
    )
    let plain = Self.head(response)
    #expect(Self.head(response.prepared()) == plain)
    #expect(plain.transfer.isPersistent == false)
    var changed = response.prepared()
    changed.status = .notFound
    changed.fields[.connection] = nil
    #expect(Self.head(changed).lines.first == "HTTP/1.1 404 Not Found")
    #expect(Self.head(changed).transfer.isPersistent)
    let stream = Response(status: .ok, fields: [.contentLength: "7"], content: Self.stream)
    #expect(Self.head(stream.prepared()) == Self.head(stream))
  }

  @Test func `announces a length of zero without content`() {
    let (lines, transfer) = Self.head(Response(status: .notFound))
    #expect(lines == ["HTTP/1.1 404 Not Found", "Date: now", "Content-Length: 0"])
    #expect(transfer.coding == .none)
  }

  @Test func `sends no content in answer to HEAD, and the same fields`() {
    let response = Response(status: .ok, contentType: "text/plain", text: "hello")
    let (lines, transfer) = Self.head(response, method: .head)
    #expect(lines.last == "Content-Length: 5")
    #expect(transfer.coding == .none)
  }

  @Test func `takes the length of an answer to HEAD from its fields`() {
    let response = Response(status: .ok, fields: [.contentLength: "1234"])
    #expect(Self.head(response, method: .head).lines.last == "Content-Length: 1234")
  }

  @Test(arguments: [HTTPResponse.Status.noContent, .notModified, .switchingProtocols, .continue])
  func `neither content nor length`(status: HTTPResponse.Status) {
    let response = Response(status: status, content: .bytes([1, 2, 3]))
    let (lines, transfer) = Self.head(response)
    #expect(lines.count == 2)
    #expect(transfer.coding == .none)
  }

  @Test func `resets content to nothing`() {
    let (lines, transfer) = Self.head(Response(status: .resetContent, content: .bytes([1])))
    #expect(lines.last == "Content-Length: 0")
    #expect(transfer.coding == .none)
  }

  @Test func `chunks a stream`() {
    let (lines, transfer) = Self.head(Response(status: .ok, content: Self.stream))
    #expect(lines == ["HTTP/1.1 200 OK", "Date: now", "Transfer-Encoding: chunked"])
    #expect(transfer == ContentTransfer(coding: .chunked, isPersistent: true))
  }

  @Test func `sends a stream with a known length as it is`() {
    let response = Response(status: .ok, fields: [.contentLength: "7"], content: Self.stream)
    let (lines, transfer) = Self.head(response)
    #expect(lines.last == "Content-Length: 7")
    #expect(transfer.coding == .length(7))
  }

  @Test(arguments: ["", "-1", "x", "99999999999999999999"])
  func `chunks a stream with a length that is none`(length: String) {
    let response = Response(status: .ok, fields: [.contentLength: length], content: Self.stream)
    #expect(Self.head(response).transfer.coding == .chunked)
  }

  @Test func `ends a stream to HTTP 1.0 by closing`() {
    let response = Response(status: .ok, content: Self.stream)
    let (lines, transfer) = Self.head(response, version: .http10)
    #expect(lines == ["HTTP/1.1 200 OK", "Date: now", "Connection: close"])
    #expect(transfer == ContentTransfer(coding: .untilClose, isPersistent: false))
  }

  @Test func `tells HTTP 1.0 that the connection stays`() {
    let (lines, transfer) = Self.head(Response(status: .ok), version: .http10)
    #expect(lines.last == "Connection: keep-alive")
    #expect(transfer.isPersistent)
  }

  @Test func `closes when either side wants it`() {
    let plain = Self.head(Response(status: .ok), mayPersist: false)
    #expect(plain.lines.last == "Connection: close")
    #expect(!plain.transfer.isPersistent)
    let asked = Self.head(Response(status: .ok, fields: [.connection: "Close"]))
    #expect(asked.lines.filter { $0.hasPrefix("Connection") } == ["Connection: close"])
    #expect(!asked.transfer.isPersistent)
  }

  @Test func `replaces the fields of the transfer`() {
    let response = Response(
      status: .ok,
      fields: [
        .date: "then", .contentLength: "9", .transferEncoding: "gzip", .connection: "keep-alive",
        .server: "assay",
      ],
      content: .bytes([1])
    )
    #expect(
      Self.head(response).lines == [
        "HTTP/1.1 200 OK", "Server: assay", "Date: now", "Content-Length: 1",
      ]
    )
  }

  @Test func `keeps the fields of a switch of protocols`() {
    let response = Response(
      status: .switchingProtocols,
      fields: [.connection: "Upgrade", .upgrade: "websocket"]
    )
    let (lines, transfer) = Self.head(response, mayPersist: false)
    #expect(lines.contains("Connection: Upgrade"))
    #expect(!lines.contains("Connection: close"))
    #expect(transfer.isPersistent)
  }

  @Test(arguments: [(true, "Connection: upgrade"), (false, "Connection: close, upgrade")])
  func `says in the Connection field that there is an Upgrade field`(
    mayPersist: Bool,
    line: String
  ) {
    let response = Response(status: .upgradeRequired, fields: [.upgrade: "websocket"])
    #expect(Self.head(response, mayPersist: mayPersist).lines.contains(line))
  }
}
