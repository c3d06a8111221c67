import Foundation
import HTTPTypes
import Testing

@testable import NetCore

/// A directory with a few files, and a secret beside it.
private final class Site {
  let base: URL
  let files: StaticFiles

  init() throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
    let root = base.appending(path: "public")
    try FileManager.default.createDirectory(
      at: root.appending(path: "sub/.git"),
      withIntermediateDirectories: true
    )
    func write(_ text: String, to path: String) throws {
      try Data(text.utf8).write(to: base.appending(path: path))
    }
    try write("<html>", to: "public/index.html")
    try write("0123456789", to: "public/data.json")
    try write("sub", to: "public/sub/index.html")
    try write("a b", to: "public/a b.css")
    try write("hidden", to: "public/.hidden")
    try write("git", to: "public/sub/.git/config")
    try write("secret", to: "secret.txt")
    try write("sibling", to: "public-sibling.txt")
    func link(_ path: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(
        atPath: root.appending(path: path).path,
        withDestinationPath: target
      )
    }
    try link("outside.txt", to: "../secret.txt")
    try link("outside-absolute.txt", to: base.appending(path: "secret.txt").path)
    try link("sibling.txt", to: "../public-sibling.txt")
    try link("up", to: "..")
    try link("inside.json", to: "data.json")
    self.base = base
    files = try StaticFiles(
      root: root.path,
      fields: [.contentSecurityPolicy: "default-src 'self'"]
    )
  }

  deinit {
    // What is left in the temporary folder harms nobody.
    try? FileManager.default.removeItem(at: base)
  }

  func response(
    _ path: String,
    method: HTTPRequest.Method = .get,
    fields: HTTPFields = [:]
  ) throws -> Response {
    let target = try #require(RequestTarget(path))
    return files.response(to: RequestHead(method: method, target: target, fields: fields))
  }
}

@Suite struct StaticFilesTests {
  private let site: Site

  init() throws {
    site = try Site()
  }

  private static func slice(_ response: Response) throws -> FileSlice {
    guard case .file(let slice) = response.content else {
      Issue.record("no file")
      throw CancellationError()
    }
    return slice
  }

  @Test func `serves a file with everything that a browser wants to know`() throws {
    let response = try site.response("/data.json")
    #expect(response.status == .ok)
    #expect(response.fields[.contentType] == "application/json")
    #expect(response.fields[.cacheControl] == "no-cache")
    #expect(response.fields[.xContentTypeOptions] == "nosniff")
    #expect(response.fields[.contentSecurityPolicy] == "default-src 'self'")
    #expect(response.fields[.acceptRanges] == "bytes")
    #expect(response.fields[.lastModified].flatMap { HTTPDate($0) } != nil)
    #expect(try !#require(response.fields[.eTag].flatMap { EntityTag($0) }).isWeak)
    #expect(try Self.slice(response).byteCount == 10)
  }

  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/sub/", "text/html; charset=utf-8"),
    ("/a%20b.css?v=1", "text/css; charset=utf-8"), ("/inside.json", "application/json"),
  ])
  func `finds files by their decoded path`(path: String, contentType: String) throws {
    let response = try site.response(path)
    #expect(response.status == .ok)
    #expect(response.fields[.contentType] == contentType)
  }

  @Test func `sends a directory without slash to the one with it`() throws {
    let response = try site.response("/sub?a=1")
    #expect(response.status == .permanentRedirect)
    #expect(response.fields[.location] == "/sub/?a=1")
  }

  @Test(arguments: [
    "/missing", "/../secret.txt", "/sub/../../secret.txt", "/%2e%2e/secret.txt",
    "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt", "/%252e%252e/secret.txt", "/./data.json",
    "//data.json", "/sub//index.html", "/.hidden", "/sub/.git/config", "/outside.txt",
    "/outside-absolute.txt", "/sibling.txt", "/up/secret.txt", "/up/public/data.json",
    "/data.json/", "/data.json/x", "//sub",
  ])
  func `finds nothing else of the machine`(path: String) throws {
    // A link that leads back into the directory is as good as a file there.
    let expected: HTTPResponse.Status = path == "/up/public/data.json" ? .ok : .notFound
    #expect(try site.response(path).status == expected)
  }

  @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .options, .patch])
  func `knows GET and HEAD only`(method: HTTPRequest.Method) throws {
    let response = try site.response("/", method: method)
    #expect(response.status == .methodNotAllowed)
    #expect(response.fields[.allow] == "GET, HEAD")
  }

  @Test func `answers HEAD like GET`() throws {
    let get = try site.response("/data.json")
    let head = try site.response("/data.json", method: .head)
    #expect(head.status == get.status)
    #expect(head.fields == get.fields)
    #expect(head.content.byteCount == 10)
  }

  @Test func `spares a client what it has`() throws {
    let tag = try #require(try site.response("/data.json").fields[.eTag])
    let response = try site.response("/data.json", fields: [.ifNoneMatch: tag])
    #expect(response.status == .notModified)
    #expect(response.fields[.eTag] == tag)
    #expect(response.fields[.cacheControl] == "no-cache")
    #expect(response.content.byteCount == 0)
  }

  @Test func `tells states of a file apart`() throws {
    let first = try #require(try site.response("/data.json").fields[.eTag])
    let path = site.base.appending(path: "public/data.json")
    try Data("9876543210".utf8).write(to: path, options: .atomic)
    #expect(try site.response("/data.json").fields[.eTag] != first)
    #expect(
      try site.response("/data.json", fields: [.ifMatch: first]).status == .preconditionFailed
    )
  }

  @Test func `sends a part of a file`() throws {
    let response = try site.response("/data.json", fields: [.range: "bytes=2-4"])
    #expect(response.status == .partialContent)
    #expect(response.fields[.contentRange] == "bytes 2-4/10")
    let slice = try Self.slice(response)
    #expect(slice.offset == 2)
    #expect(slice.byteCount == 3)
  }

  @Test func `says how long a file is when a range lies outside`() throws {
    let response = try site.response("/data.json", fields: [.range: "bytes=10-"])
    #expect(response.status == .rangeNotSatisfiable)
    #expect(response.fields[.contentRange] == "bytes */10")
  }

  @Test func `needs its directory`() {
    #expect(throws: Errno.noSuchFile) { try StaticFiles(root: "/nowhere/at/all") }
  }

  @Test(arguments: [
    ("a.HTML", "text/html; charset=utf-8"), ("a", "application/octet-stream"),
    ("a.xyz", "application/octet-stream"), ("/x.d/.css", "application/octet-stream"),
    ("a.b.zip", "application/zip"),
  ])
  func `tells types by extension`(path: String, type: String) {
    #expect(FileTypes.contentType(ofPath: path) == type)
  }
}
