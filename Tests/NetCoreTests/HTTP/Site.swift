import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import NetCore

/// A directory with a few files and many traps, and a secret beside it.
final class Site: Sendable {
  let base: URL
  let files: StaticFiles

  /// What `/script.js` holds: more than is worth compressing, and not more than is kept in memory.
  static let script = String(repeating: "export const answer = 42;\n", count: 1000)
  /// What `/large.bin` holds: more than is kept in memory.
  static let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }

  init(_ change: (inout StaticFileLimits) -> Void = { _ in }) throws {
    base = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID().uuidString)")
    let root = base.appending(path: "public")
    for folder in ["sub/.git", "empty", ".well-known", "deep/er/est"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder),
        withIntermediateDirectories: true
      )
    }
    var limits = StaticFileLimits()
    change(&limits)
    files = try StaticFiles(
      root: root.path,
      fields: [.contentSecurityPolicy: "default-src 'self'"],
      limits: limits
    )
    try writeFiles()
    try writeTraps(root)
  }

  deinit {
    // What is left in the temporary folder harms nobody.
    try? FileManager.default.removeItem(at: base)
  }

  /// Writes a file, a path below the directory beside which the secret lies.
  func write(_ content: some Sequence<UInt8>, to path: String) throws {
    try Data(content).write(to: base.appending(path: path), options: .atomic)
  }

  /// Changes when a file was modified, to whole seconds.
  func touch(_ path: String, secondsSinceEpoch: Int) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: TimeInterval(secondsSinceEpoch))],
      ofItemAtPath: base.appending(path: path).path
    )
  }

  private func writeFiles() throws {
    let texts = [
      "public/index.html": "<html>", "public/data.json": "0123456789", "public/empty.txt": "",
      "public/sub/index.html": "sub", "public/a b.css": "a b", "public/%2e.txt": "escape",
      "public/ä.txt": "umlaut", "public/a+b.txt": "plus", "public/no-extension": "bytes",
      "public/back\\slash.txt": "backslash", "public/deep/er/est/x.svg": "<svg/>",
      "public/..dots.txt": "dots", "public/trailing..": "dots", "public/a..b.txt": "dots",
      "public/script.js": Self.script, "public/.hidden": "hidden",
      "public/.\u{32A}hidden": "hidden by its first byte",
      "public/sub/.git/config": "git", "public/.well-known/x": "x", "secret.txt": "secret",
      "public-sibling.txt": "sibling",
    ]
    for (path, text) in texts { try write(text.utf8, to: path) }
    try write(Self.large, to: "public/large.bin")
    for path in ["data.json", "script.js", "large.bin", "empty.txt"] {
      try touch("public/" + path, secondsSinceEpoch: 784_111_777)
    }
  }

  private func writeTraps(_ root: URL) throws {
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
    try link("inside-absolute.json", to: root.appending(path: "data.json").path)
    try link("linked", to: "sub")
    try link("proc", to: "/proc/self")
    try link("zero", to: "/dev/zero")
    try link("loop", to: "loop")
    try link("dangling", to: "nowhere")
    unsafe mkfifo(root.appending(path: "pipe").path, 0o644)
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(root.appending(path: "socket").path.utf8)
    let size = MemoryLayout<sockaddr_un>.size
    try unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      try #require(path.count < bytes.count)
      unsafe bytes.copyBytes(from: path)
    }
    let isBound = unsafe withUnsafePointer(to: &address) { pointer in
      // bind reads the family and then a sockaddr_un.
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(socket, $0, socklen_t(size)) == 0
      }
    }
    #expect(isBound)
  }
}

extension Site {
  /// Runs a server for the directory while a closure talks to it.
  func serve<Result: Sendable>(
    _ body: @escaping @Sendable (_ port: UInt16) throws -> Result
  ) async throws -> Result {
    try await withServer {
      $0.eventLoopCount = 1
    } handler: { [files] in
      files.disposition(of: $0)
    } _: { port, _ in
      try body(port)
    }
  }

  /// The answer of a server to one request, and to a second one on the same connection, which must
  /// be the index.
  func answer(
    _ path: String,
    method: String = "GET",
    _ fields: [String] = []
  ) async throws -> RawResponse {
    try await serve { port in
      let client = try RawClient(port: port)
      let response = try client.ask(path, method: method, fields)
      if response.status != 400 {
        try #require(try client.get("/").text == "<html>")
      }
      return response
    }
  }
}

extension RawClient {
  /// Sends a request without content and reads its answer.
  func ask(
    _ path: String,
    method: String = "GET",
    _ fields: [String] = []
  ) throws -> RawResponse {
    let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + fields
    try send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    return try readResponse(hasContent: method != "HEAD")
  }
}
