import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import NetCore

@Suite struct StaticFilesTests {
  private let site: Site

  init() throws {
    site = try Site()
  }

  @Test func `serves a file with everything that a browser wants to know`() async throws {
    let response = try await site.answer("/data.json")
    #expect(response.status == 200)
    #expect(response.text == "0123456789")
    #expect(response.fields["content-type"] == "application/json")
    #expect(response.fields["content-length"] == "10")
    #expect(response.fields["cache-control"] == "no-cache")
    #expect(response.fields["x-content-type-options"] == "nosniff")
    #expect(response.fields["content-security-policy"] == "default-src 'self'")
    #expect(response.fields["accept-ranges"] == "bytes")
    #expect(response.fields["vary"] == "Accept-Encoding")
    #expect(response.fields["last-modified"] == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(try !#require(response.fields["etag"].flatMap { EntityTag($0) }).isWeak)
  }

  @Test(arguments: [
    ("/", "<html>"), ("/index.html", "<html>"), ("/sub/", "sub"), ("/sub/index.html", "sub"),
    ("/a%20b.css?v=1", "a b"), ("/%61%20b.cs%73", "a b"), ("/data.json?", "0123456789"),
    ("/data.json?../../secret.txt", "0123456789"), ("/data.json?a=%2e%2e", "0123456789"),
    ("http://localhost/data.json", "0123456789"), ("http://localhost", "<html>"),
    ("http://other.example:99/data.json?x", "0123456789"), ("/%252e.txt", "escape"),
    ("/%C3%A4.txt", "umlaut"), ("/a+b.txt", "plus"), ("/a%2Bb.txt", "plus"),
    ("/no-extension", "bytes"), ("/back%5Cslash.txt", "backslash"), ("/empty.txt", ""),
    ("/deep/er/est/x.svg", "<svg/>"), ("/trailing..", "dots"), ("/a..b.txt", "dots"),
    ("/sub%2Findex.html", "sub"), ("/inside.json", "0123456789"),
    ("/inside-absolute.json", "0123456789"), ("/linked/index.html", "sub"), ("/linked/", "sub"),
    // A link that leads back into the directory is as good as a file there.
    ("/up/public/data.json", "0123456789"),
  ])
  func `finds files by their path, decoded once`(path: String, text: String) async throws {
    let response = try await site.answer(path)
    #expect(response.status == 200)
    #expect(response.text == text)
  }

  @Test(arguments: [
    "/missing", "/missing/", "/missing/x", "/empty", "/empty/", "/data.json/", "/data.json/x",
    "/data.json%20", "/data.json.", "/DATA.JSON", "/../secret.txt", "/sub/../../secret.txt",
    "/sub/../data.json", "/..", "/../", "/.", "/./", "/sub/.", "/sub/..", "/./data.json",
    "/sub/./index.html", "/%2e%2e/secret.txt", "/%2E%2E/secret.txt", "/.%2e/secret.txt",
    "/%2e./secret.txt", "/..%2fsecret.txt", "/..%2Fsecret.txt", "/%2e%2e%2fsecret.txt",
    "/sub%2f..%2f..%2fsecret.txt", "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt",
    "/%25%32%65%25%32%65/secret.txt", "/..%5csecret.txt", "/..%255csecret.txt",
    "/%5c..%5csecret.txt",
    "/.../secret.txt", "/..;/secret.txt", "/..%20/secret.txt", "/..%09/secret.txt",
    "//data.json", "///", "/sub//index.html", "//sub", "//localhost/data.json", "/sub//",
    "/%2fdata.json", "/%2f%2fetc/passwd", "//etc/passwd", "/etc/passwd", "/.hidden", "/%2ehidden",
    "/.%CC%AAhidden", "/%2e%cc%aahidden", "/%CC%AA.hidden", "/sub/%CC%AA../secret.txt",
    "/.well-known/x", "/sub/.git/config", "/sub/%2egit/config", "/sub/.git/", "/sub/.git",
    "/..dots.txt", "/outside.txt", "/outside-absolute.txt", "/sibling.txt", "/up", "/up/",
    "/up/secret.txt", "/up/public-sibling.txt", "/proc/self/environ", "/proc/environ",
    "/proc/root/etc/passwd", "/proc/cwd/", "/zero", "/loop", "/loop/x", "/dangling", "/pipe",
    "/socket", "/pipe/", "/sub/index.html/", "/index.html/index.html",
    "http://localhost/../secret.txt", "http://localhost//data.json",
  ])
  func `finds nothing else of the machine`(path: String) async throws {
    let response = try await site.answer(path)
    #expect(response.status == 404)
    #expect(response.fields["x-content-type-options"] == "nosniff")
    #expect(response.content.isEmpty)
  }

  @Test(arguments: ["/%00", "/data.json%00", "/data.json%00.txt", "/%", "/%2", "/%zz", "/a\\b"])
  func `refuses a path that no file can have`(path: String) async throws {
    #expect(try await site.answer(path).status == 400)
  }

  @Test(arguments: ["/%ff", "/%c0%ae%c0%ae/secret.txt", "/%c0%af", "/%ed%a0%80"])
  func `has nothing under a path that is not UTF-8`(path: String) async throws {
    #expect([400, 404].contains(try await site.answer(path).status))
  }

  @Test(arguments: [255, 256, 1000, 4096, 8000])
  func `has nothing under a name that is too long`(byteCount: Int) async throws {
    let name = String(repeating: "n", count: byteCount)
    #expect(try await site.answer("/\(name)").status == 404)
    let path = String(repeating: "/d", count: byteCount / 2)
    #expect(try await site.answer(path).status == 404)
  }

  @Test(arguments: [
    ("/sub", "/sub/"), ("/sub?a=1&b=%20", "/sub/?a=1&b=%20"), ("/%73ub", "/%73ub/"),
    ("/linked", "/linked/"), ("/linked?", "/linked/?"), ("http://localhost/sub", "/sub/"),
  ])
  func `sends a directory without slash to the one with it`(
    path: String,
    location: String
  ) async throws {
    for method in ["GET", "HEAD"] {
      let response = try await site.answer(path, method: method)
      #expect(response.status == 308)
      #expect(response.fields["location"] == location)
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
  func `changes nothing`(method: String) async throws {
    for path in ["/", "/data.json", "/sub"] {
      let response = try await site.answer(path, method: method)
      #expect(response.status == (method == "BREW" ? 501 : 405))
      #expect(response.fields["allow"] == "GET, HEAD, OPTIONS")
      #expect(response.fields["x-content-type-options"] == "nosniff")
    }
    #expect(try await site.answer("/missing", method: method).status == 404)
  }

  @Test func `says what is possible`() async throws {
    for path in ["/", "/data.json", "/sub"] {
      let response = try await site.answer(path, method: "OPTIONS")
      #expect(response.status == 204)
      #expect(response.fields["allow"] == "GET, HEAD, OPTIONS")
    }
    #expect(try await site.answer("/missing", method: "OPTIONS").status == 404)
    #expect(try await site.answer("*", method: "OPTIONS").status == 204)
  }

  @Test(arguments: [
    "/", "/data.json", "/empty.txt", "/script.js", "/large.bin", "/missing", "/sub", "/a%20b.css",
  ])
  func `answers HEAD like GET`(path: String) async throws {
    for coding in ["Accept-Encoding: gzip", "Accept: */*"] {
      let get = try await site.answer(path, [coding])
      let head = try await site.answer(path, method: "HEAD", [coding])
      #expect(head.status == get.status)
      var (mine, theirs) = (head.fields, get.fields)
      mine["date"] = nil
      theirs["date"] = nil
      #expect(mine == theirs)
      #expect(theirs["content-length"] == "\(get.content.count)")
    }
  }

  @Test func `sends short and long files as they lie`() async throws {
    #expect(try await site.answer("/script.js").text == Site.script)
    #expect(try await site.answer("/large.bin").content == Site.large)
  }

  @Test func `takes the fields of a request with content too`() async throws {
    let response = try await site.answer("/data.json", ["Content-Length: 0"])
    #expect(response.text == "0123456789")
  }

  @Test func `says so when there are too many open files`() async throws {
    // In a process of its own, which no other test shares its files with.
    await #expect(processExitsWith: .success) {
      let site = try Site()
      let target = try #require(RequestTarget("/data.json"))
      var limit = rlimit(rlim_cur: 64, rlim_max: 64)
      try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      var opened: [Int32] = []
      while case let file = unsafe open("/dev/null", O_RDONLY), file >= 0 { opened.append(file) }
      try #require(errno == EMFILE)
      // A sanitizer reads files when the process ends.
      defer { for file in opened { close(file) } }
      let disposition = site.files.disposition(of: RequestHead(method: .get, target: target))
      guard case .respond(let response) = disposition else { exit(EXIT_FAILURE) }
      try #require(response.status == .serviceUnavailable)
      try #require(response.fields[.retryAfter] == "1")
    }
  }

  @Test func `needs its directory`() {
    #expect(throws: Errno.noSuchFile) { try StaticFiles(root: "/nowhere/at/all") }
  }
}
